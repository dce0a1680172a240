package credential

import (
	"encoding/json"
	"encoding/pem"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"linkwanctl/internal/secret"
)

// TestMain lets the test binary stand for a process_command, and makes the library's TLS trust
// httptest's certificate: it offers no other way to reach an STS on loopback.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == helperArgument {
		helper(os.Args[2:])
		return
	}
	// The race detector lets every process sleep for a second at its end, the commands' too.
	_ = os.Setenv("GORACE", "atexit_sleep_ms=0")
	RefuseRedirects()
	remove := trustTestServers()
	code := m.Run()
	remove()
	os.Exit(code)
}

func trustTestServers() (remove func()) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	folder, err := os.MkdirTemp("", "credential")
	if err != nil {
		panic(err)
	}
	bundle := filepath.Join(folder, "roots.pem")
	block := &pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}
	if err := os.WriteFile(bundle, pem.EncodeToMemory(block), 0o600); err != nil {
		panic(err)
	}
	if err := os.Setenv("SSL_CERT_FILE", bundle); err != nil {
		panic(err)
	}
	return func() { _ = os.RemoveAll(folder) }
}

// world is a home directory and an environment of a test's own.
type world struct {
	t     *testing.T
	home  string
	env   map[string]string
	now   func() time.Time
	wire  wire
	proxy func(*http.Request) (*url.URL, error) // nil is what the tests' own environment names
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return &world{t: t, home: t.TempDir(), env: map[string]string{}, now: time.Now}
}

func (w *world) options(profile string) Options {
	o := Options{Profile: profile, Home: w.home, Now: w.now, wire: w.wire, Proxy: w.proxy, Getenv: func(name string) string { return w.env[name] }}
	if profile != "" {
		o.ProfileOrigin = "--profile"
	}
	return o
}

func (w *world) file(name, content string) string {
	w.t.Helper()
	path := filepath.Join(w.home, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		w.t.Fatal(err)
	}
	return path
}

func (w *world) read(path string) string {
	w.t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		w.t.Fatal(err)
	}
	return string(content)
}

func (w *world) config(content string) string { return w.file(".aliyun/config.json", content) }
func (w *world) ini(content string)           { w.file(".alibabacloud/credentials", content) }

// object is a profile as the CLI writes it.
type object map[string]any

// profiles writes a config.json whose current profile is the first.
func (w *world) profiles(profiles ...object) string {
	w.t.Helper()
	content, err := json.MarshalIndent(object{"current": profiles[0]["name"], "profiles": profiles, "meta_path": ""}, "", "\t")
	if err != nil {
		w.t.Fatal(err)
	}
	return w.config(string(content))
}

func ak(name, id string) object {
	return object{"name": name, "mode": "AK", "access_key_id": id, "access_key_secret": "secret-of-" + id, "region_id": "cn-shanghai"}
}

// tilde is a text in which files of the home directory are named as Unix has them: Windows' shells
// take no ~.
func (w *world) tilde(text string) string {
	if runtime.GOOS != "windows" {
		return text
	}
	text = strings.ReplaceAll(text, w.home+`\`, "~/")
	for _, dir := range []string{".aliyun", ".alibabacloud"} {
		text = strings.ReplaceAll(text, "~/"+dir+`\`, "~/"+dir+"/")
	}
	return text
}

func (w *world) must(profile string) *Source {
	w.t.Helper()
	source, err := Resolve(w.options(profile))
	if err != nil {
		w.t.Fatalf("Resolve: %v", err)
	}
	return source
}

// refused gives the error of Resolve, which must have the code.
func (w *world) refused(profile, code string) *Error {
	w.t.Helper()
	source, err := Resolve(w.options(profile))
	if err == nil {
		w.t.Fatalf("Resolve gave %v, want an error", source)
	}
	return wantCode(w.t, err, code)
}

func wantCode(t *testing.T, err error, code string) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("error %#v is not an *Error", err)
	}
	if e.Code != code {
		t.Fatalf("code %s, want %s: %s", e.Code, code, e.Message)
	}
	return e
}

func fetch(t *testing.T, s *Source, refresh bool) secret.Credential {
	t.Helper()
	c, err := s.Fetch(t.Context(), refresh)
	if err != nil {
		t.Fatalf("Fetch: %v", err)
	}
	return c
}

// in gives a time from now in the form of the vendor's answers.
func in(d time.Duration) string { return time.Now().Add(d).UTC().Format("2006-01-02T15:04:05Z") }
