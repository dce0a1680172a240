package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"linkwanctl/internal/api/sign"
)

// What must never be seen, with every character that some encoding changes.
const (
	leakKeyID  = `Odd+Key/Id=%26&~*"<1>`
	leakSecret = `odd+Secret/with=%2B&~*"'<2>\u0041`
	leakToken  = `odd+Token/with=%2F&~*"'<3>\n==`
)

// leakForms are the ways in which a text may show one of them.
func leakForms() []string {
	var forms []string
	for _, secret := range []string{leakKeyID, leakSecret, leakToken} {
		quoted, _ := json.Marshal(secret)
		once := sign.Escape(secret)
		for _, form := range respellings() {
			forms = append(forms, respelled(secret, form))
		}
		forms = append(forms, secret, strings.Trim(string(quoted), `"`), once, sign.Escape(once), url.QueryEscape(secret), url.QueryEscape(url.QueryEscape(secret)), fmt.Sprintf("%q", secret))
	}
	return forms
}

// respellings write a character in ways in which no Go program does.
func respellings() []string { return []string{"%%%02x", `\u%04x`, "&#%d;", `\x%02X`} }

// respelled writes all but letters and digits in a form.
func respelled(text, form string) string {
	var all strings.Builder
	for _, c := range []byte(text) {
		if unicode.IsLetter(rune(c)) || unicode.IsDigit(rune(c)) {
			all.WriteByte(c)
		} else {
			fmt.Fprintf(&all, form, c)
		}
	}
	return all.String()
}

// leakSource is a place that credentials come from: the file that has the secrets, and the
// environment in which it is used.
type leakSource struct {
	name       string
	file, text string
	env        map[string]string
}

// leakSources are those from which a request can be signed, and those that are broken.
func leakSources(t *testing.T) (sound, broken []leakSource) {
	t.Helper()
	profile := func(name string, fields map[string]string) leakSource {
		fields["name"] = "leak"
		text, _ := json.Marshal(map[string]any{"current": "leak", "profiles": []any{fields}})
		return leakSource{name, ".aliyun/config.json", string(text), nil}
	}
	given, _ := json.Marshal(map[string]string{"Code": "Success", "AccessKeyId": leakKeyID, "AccessKeySecret": leakSecret, "SecurityToken": leakToken, "Expiration": "2099-01-01T00:00:00Z"})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(given) }))
	t.Cleanup(server.Close)
	sound = []leakSource{
		{"environment", "", "", map[string]string{
			"ALIBABA_CLOUD_ACCESS_KEY_ID": leakKeyID, "ALIBABA_CLOUD_ACCESS_KEY_SECRET": leakSecret, "ALIBABA_CLOUD_SECURITY_TOKEN": leakToken,
			"LINKWANCTL_QPS": "1000", // writes the quota's state too
		}},
		profile("STS profile", map[string]string{"mode": "StsToken", "access_key_id": leakKeyID, "access_key_secret": leakSecret, "sts_token": leakToken}),
		{"credentials URI", "", "", map[string]string{"ALIBABA_CLOUD_CREDENTIALS_URI": server.URL}},
		profile("AK profile", map[string]string{"mode": "AK", "access_key_id": leakKeyID, "access_key_secret": leakSecret}),
		{"credentials file", ".alibabacloud/credentials", "[default]\ntype = access_key\naccess_key_id = " + leakKeyID + "\naccess_key_secret = " + leakSecret + "\n", nil},
	}
	broken = []leakSource{
		{"half an environment", "", "", map[string]string{"ALIBABA_CLOUD_ACCESS_KEY_SECRET": leakSecret}},
		profile("unknown mode", map[string]string{"mode": "Nonsense", "access_key_id": leakKeyID, "access_key_secret": leakSecret}),
		{"broken config.json", ".aliyun/config.json", `{"profiles": [{"access_key_secret": ` + leakSecret + leakToken + leakKeyID, nil},
		{"broken credentials file", ".alibabacloud/credentials", "[default\n" + leakKeyID + leakSecret, nil},
	}
	return sound, broken
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// heard is all that a request says, in each of its forms.
func heard(r *http.Request) string {
	body, _ := io.ReadAll(r.Body)
	form, _ := url.ParseQuery(string(body))
	return fmt.Sprintln(r.URL, r.Header, string(body), form, sign.Escape(string(body)))
}

// parrot is a service that repeats in its answer all that it was sent.
func parrot(code string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		heard := heard(r)
		message, _ := json.Marshal("server string to sign is:" + heard)
		w.Header().Set("X-Heard", strings.ReplaceAll(heard, "\n", " "))
		if code == "" {
			_, _ = io.WriteString(w, heard) // no JSON at all
			return
		}
		w.WriteHeader(http.StatusBadRequest)
		_, _ = fmt.Fprintf(w, `{"RequestId":"R","Code":%q,"Message":%s}`, code, message)
	}
}

// garbled repeats what it was sent in place of a status line.
func garbled(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	connection, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		_, _ = fmt.Fprintf(connection, "%s %s %s\r\n\r\n", r.Header.Get("Authorization"), r.Header.Get("X-Acs-Security-Token"), body)
		_ = connection.Close()
	}
}

// files are all the files of a folder by their paths.
func files(t *testing.T, folder string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		found[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
