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

// leakSources put the secrets into every place that credentials come from, and
// give the environment that makes it win.
func leakSources(t *testing.T) map[string]func(home string) map[string]string {
	t.Helper()
	profile := func(fields map[string]string) func(string) map[string]string {
		fields["name"] = "leak"
		text, _ := json.Marshal(map[string]any{"current": "leak", "profiles": []any{fields}})
		return func(home string) map[string]string {
			write(t, filepath.Join(home, ".aliyun", "config.json"), string(text))
			return map[string]string{}
		}
	}
	given, _ := json.Marshal(map[string]string{"Code": "Success", "AccessKeyId": leakKeyID, "AccessKeySecret": leakSecret, "SecurityToken": leakToken, "Expiration": "2099-01-01T00:00:00Z"})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(given) }))
	t.Cleanup(server.Close)
	return map[string]func(string) map[string]string{
		"environment": func(string) map[string]string {
			return map[string]string{"ALIBABA_CLOUD_ACCESS_KEY_ID": leakKeyID, "ALIBABA_CLOUD_ACCESS_KEY_SECRET": leakSecret, "ALIBABA_CLOUD_SECURITY_TOKEN": leakToken}
		},
		"half an environment": func(string) map[string]string {
			return map[string]string{"ALIBABA_CLOUD_ACCESS_KEY_SECRET": leakSecret}
		},
		"AK profile":   profile(map[string]string{"mode": "AK", "access_key_id": leakKeyID, "access_key_secret": leakSecret}),
		"STS profile":  profile(map[string]string{"mode": "StsToken", "access_key_id": leakKeyID, "access_key_secret": leakSecret, "sts_token": leakToken}),
		"unknown mode": profile(map[string]string{"mode": "Nonsense", "access_key_id": leakKeyID, "access_key_secret": leakSecret}),
		"broken config.json": func(home string) map[string]string {
			write(t, filepath.Join(home, ".aliyun", "config.json"), `{"profiles": [{"access_key_secret": `+leakSecret+leakToken+leakKeyID)
			return map[string]string{}
		},
		"credentials file": func(home string) map[string]string {
			write(t, filepath.Join(home, ".alibabacloud", "credentials"), "[default]\ntype = access_key\naccess_key_id = "+leakKeyID+"\naccess_key_secret = "+leakSecret+"\n")
			return map[string]string{}
		},
		"broken credentials file": func(home string) map[string]string {
			write(t, filepath.Join(home, ".alibabacloud", "credentials"), "[default\n"+leakKeyID+leakSecret)
			return map[string]string{}
		},
		"credentials URI": func(string) map[string]string { return map[string]string{"ALIBABA_CLOUD_CREDENTIALS_URI": server.URL} },
	}
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

// garbled repeats what it was sent where a status line should stand.
func garbled(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	connection, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		_, _ = fmt.Fprintf(connection, "%s %s %s\r\n\r\n", r.Header.Get("Authorization"), r.Header.Get("X-Acs-Security-Token"), body)
		_ = connection.Close()
	}
}

func TestNoSecretLeavesWhateverFails(t *testing.T) {
	t.Parallel()
	services := map[string]http.HandlerFunc{
		"signature": parrot("SignatureDoesNotMatch"), "key": parrot("InvalidAccessKeyId.NotFound"), "expired": parrot("InvalidSecurityToken.Expired"),
		"throttled": parrot("Throttling"), "internal": parrot("InternalError"), "business": parrot("InvalidName"), "garbage": parrot(""),
		"garbled": garbled, "reset": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	}
	forms := leakForms()
	for source, set := range leakSources(t) {
		for service, handler := range services {
			t.Run(source+"/"+service, func(t *testing.T) {
				t.Parallel()
				server := httptest.NewServer(handler)
				defer server.Close()
				home := t.TempDir()
				env := set(home)
				env["LINKWANCTL_ENDPOINT"] = server.URL
				before := files(t, home)
				for _, args := range [][]string{
					{"joinperm", "update", "--id", "123", "--class-mode", "A", "--debug", "--max-attempts", "1"},
					{"joinperm", "update", "--id", "123", "--class-mode", "A", "--debug", "--max-attempts", "2", "-o", "json", "--signature-version", "1"},
					{"joinperm", "get", "123", "--debug", "--max-attempts", "1", "-o", "yaml"},
					{"joinperm", "list", "--max-attempts", "1", "--signature-version", "1"},
					{"joinperm", "update", "--id", "123", "--class-mode", "A", "--dry-run", "-o", "json"},
					{"auth", "status"}, {"auth", "status", "-o", "json"}, {"config", "list", "--show-origin"},
				} {
					got := run(t.Context(), home, env, args...)
					if got.code == exitDefect {
						t.Errorf("%v is taken for a defect: %s", args, got.stderr)
					}
					for _, form := range forms {
						if strings.Contains(got.stdout+got.stderr, form) {
							t.Fatalf("%v shows %q:\n%s%s", args, form, got.stdout, got.stderr)
						}
					}
				}
				for path, text := range files(t, home) {
					if before[path] != text {
						checkWritten(t, strings.TrimPrefix(path, home), text, forms)
					}
				}
			})
		}
	}
}

// checkWritten allows the quota's state, which tells nothing of whose it is.
func checkWritten(t *testing.T, path, text string, forms []string) {
	t.Helper()
	if !strings.HasPrefix(path, "/.local/state/linkwanctl/quota/") {
		t.Errorf("%s was written: %q", path, text)
	}
	for _, form := range forms {
		if strings.Contains(path+text, form) {
			t.Errorf("%s holds %q: %q", path, form, text)
		}
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
