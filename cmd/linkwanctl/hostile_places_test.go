//go:build unix

package main

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Whatever a server of credentials or a command answers, nothing of it is shown raw or at length.
func TestNoAnswerOfCredentialsHarms(t *testing.T) {
	t.Parallel()
	keys := func(value string) string {
		return `{"Code":"Success","mode":"StsToken","AccessKeyId":` + value + `,"AccessKeySecret":` + value + `,"SecurityToken":` + value + `,"Expiration":` + value +
			`,"access_key_id":` + value + `,"access_key_secret":` + value + `,"sts_token":` + value + `}`
	}
	for name, content := range map[string]string{
		"terminal escapes":     keys(`"` + inJSON(nasty) + `"`),
		"raw terminal escapes": rawNasty,
		"lone surrogates":      keys(`"\ud800"`),
		"numbers":              keys("1e999999"),
		"long values":          keys(`"` + strings.Repeat("x", 200_000) + `"`),
		"a huge value":         string(huge()[:1<<20]),
		"deep lists":           string(deep("[", 100_000)),
		"deep objects":         string(deep(`{"Code":`, 10_000)),
		"a refusal":            `{"Code":"` + inJSON(nasty) + `","Message":"` + inJSON(nasty) + `","RequestId":"` + inJSON(nasty) + `"}`,
		"entities":             `<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>`,
		"nothing":              "",
	} {
		for _, status := range []int{200, 404} {
			t.Run(name+" from a server", func(t *testing.T) {
				t.Parallel()
				server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
					w.WriteHeader(status)
					_, _ = w.Write([]byte(content))
				}))
				defer server.Close()
				v := newVictim(t, "LINKWANCTL_ENDPOINT=http://127.0.0.1:1", "ALIBABA_CLOUD_CREDENTIALS_URI="+server.URL)
				v.run(t, []int{3}, "joinperm", "update", "123", "--class-mode", "A", "--debug")
			})
		}
		t.Run(name+" from a command", func(t *testing.T) {
			t.Parallel()
			v := newVictim(t, "LINKWANCTL_ENDPOINT=http://127.0.0.1:1")
			file := v.write(t, "printed", []byte(content))
			v.write(t, ".aliyun/config.json", []byte(`{"current":"a","profiles":[{"name":"a","mode":"External","process_command":"cat `+file+`"}]}`))
			v.run(t, []int{0, 3}, "auth", "status")
			v.run(t, []int{3, 8}, "joinperm", "list")
		})
		t.Run(name+" as a token", func(t *testing.T) {
			t.Parallel()
			v := newVictim(t, "LINKWANCTL_ENDPOINT=http://127.0.0.1:1", "ALIBABA_CLOUD_ROLE_ARN=a", "ALIBABA_CLOUD_OIDC_PROVIDER_ARN=b", "ALIBABA_CLOUD_STS_REGION=-")
			v.env = append(v.env, "ALIBABA_CLOUD_OIDC_TOKEN_FILE="+v.write(t, "token", []byte(content)), "HTTPS_PROXY=http://127.0.0.1:1")
			v.run(t, []int{3}, "joinperm", "list")
		})
	}
}

// Values within files whose form is right reach other code than broken files do.
func TestNoValueOfAFileHarms(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("huge inputs take long under the race detector")
	}
	row := func(value string) string {
		return `{"id":` + value + `,"name":` + value + `,"classMode":` + value + `,` + value + `:1}`
	}
	row2 := func(value string) string {
		return `{"Action":"unchanged","Place":` + value + `,"JoinPermissionId":` + value + `,"JoinPermissionName":` + value + `,"Changes":[{"Field":` + value + `,"Live":` + value + `,"New":` + value + `}],"Problem":` + value + `}`
	}
	values := map[string]string{
		"terminal escapes": `"` + inJSON(nasty) + `"`,
		"lone surrogates":  `"\ud800\udfff\ud800"`,
		"a huge value":     `"` + string(huge()[:200_000]) + `"`,
		"NULs":             `"` + strings.Repeat(`\u0000`, 20_000) + `"`,
	}
	profile := func(value string) string {
		return `{"current":` + value + `,"profiles":[{"name":` + value + `,"mode":` + value + `,"access_key_id":` + value + `},{"name":"x","mode":` + value + `}]}`
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		value := values[name]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := newVictim(t, "LINKWANCTL_ENDPOINT=http://127.0.0.1:1")
			for file, content := range map[string]string{
				"one.json": row(value), "many.jsonl": row(value) + "\n" + row(value), "list.yaml": "permissions: [" + row(value) + "]", "rows.csv": "id," + value + "\n" + value + ",b\n",
			} {
				path := v.write(t, file, []byte(content))
				v.run(t, []int{2}, "joinperm", "diff", "-f", path)
				got := v.run(t, []int{2}, "joinperm", "apply", "-f", path, "-o", "json", "--yes")
				if !isJSON(got.stderr) {
					t.Errorf("no JSON: %.500q", got.stderr)
				}
			}
			for file, content := range map[string]string{
				"head.json": `{"Version":1,` + value + `:1}`, "time.json": `{"Version":1,"MadeAt":` + value + `}`, "row.json": `{"Version":1,"Rows":[` + row2(value) + `]}`,
				"elsewhere.json": `{"Version":1,"Endpoint":` + value + `,"IotInstanceId":"a","Rows":[]}`,
			} {
				v.run(t, []int{2, 3}, "joinperm", "apply", v.write(t, file, []byte(content)), "--yes")
			}
			v.write(t, ".aliyun/config.json", []byte(profile(value)))
			v.run(t, []int{3}, "joinperm", "list")
			v.run(t, []int{3}, "joinperm", "list", "--profile", "x")
			v.run(t, []int{0}, "__complete", "joinperm", "list", "--profile", "")
		})
	}
}

// What the machine keeps only for this program is a help, not a need: broken, it is passed over.
func TestNoStateOfItsOwnHarms(t *testing.T) {
	t.Parallel()
	broken := contents()
	broken["many slots"] = []byte("1 0 0 0 ;" + strings.Repeat("1 ", 400_000) + ";;\n")
	broken["many offers"] = []byte("[" + strings.Repeat(`{"Value":"1"},`, 60_000) + `{"Value":"1"}]`)
	offers, _ := json.Marshal([]map[string]string{{"Value": nasty, "Means": "b"}, {"Value": "1", "Means": nasty}, {"Value": "\u3164", "Means": "c"}})
	broken["nasty offers"] = offers
	v := answered(t, 200, "application/json", `{"RequestId":"R","Success":true,"Data":{"TotalCount":1,"List":[{"JoinPermissionId":"1","JoinPermissionName":"alpha"}]}}`)
	v.env = slices.DeleteFunc(v.env, func(s string) bool { return strings.HasPrefix(s, "LINKWANCTL_QPS") })
	v.run(t, []int{0}, "joinperm", "list")
	v.run(t, []int{0}, "__complete", "joinperm", "get", "")
	var kept []string
	for _, pattern := range []string{".local/state/linkwanctl/quota/*", ".cache/linkwanctl/complete-*"} {
		found, _ := filepath.Glob(filepath.Join(v.home, pattern))
		kept = append(kept, found...)
	}
	if len(kept) != 3 {
		t.Fatalf("it keeps %q", kept)
	}
	spoil := func(how func(path string) error) {
		t.Helper()
		for _, path := range kept {
			_ = os.RemoveAll(path)
			if err := how(path); err != nil {
				t.Fatal(err)
			}
		}
		v.run(t, []int{0}, "joinperm", "list")
		v.run(t, []int{0}, "__complete", "joinperm", "get", "")
	}
	for _, name := range slices.Sorted(maps.Keys(broken)) {
		spoil(func(path string) error { return os.WriteFile(path, broken[name], 0o600) })
	}
	spoil(func(path string) error { return syscall.Mkfifo(path, 0o600) })
	spoil(func(path string) error { return os.Symlink("/dev/zero", path) })
	spoil(func(path string) error { return os.Mkdir(path, 0o700) })
	spoil(func(path string) error { return os.Symlink(path, path) })
	future := time.Now().Add(1000 * time.Hour)
	spoil(func(path string) error {
		if err := os.WriteFile(path, []byte("{}"), 0o600); err != nil {
			return err
		}
		return os.Chtimes(path, future, future)
	})
}

// Arguments and variables have at most 128 KiB each.
func TestNoArgumentOrVariableHarms(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 20<<10)
	for name, text := range map[string]string{"terminal escapes": nasty, "no UTF-8": strings.ReplaceAll(rawNasty, "\x00", ""), "a long text": long, "many names": strings.Repeat("a,", 10<<10)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := newVictim(t, "LINKWANCTL_ENDPOINT=http://127.0.0.1:1", "ALIBABA_CLOUD_ACCESS_KEY_ID=test-key-id", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=test-secret")
			for _, args := range [][]string{
				{text}, {"joinperm", text}, {"--" + text}, {"-" + text}, {"joinperm", "update", text, "--name", text, "--class-mode", text, "--rx-delay", text, "--join-eui", text},
				{"joinperm", "list", "--query", text}, {"joinperm", "list", "--columns", text}, {"joinperm", "list", "-o", text}, {"joinperm", "list", "--region", text, "--endpoint", text, "--timeout", text},
				{"joinperm", "apply", "-f", text}, {"joinperm", "apply", text, "--only", text}, {"config", "set", text, text}, {"config", "get", text}, {"joinperm", "list", "--config", text},
				{"joinperm", "list", "--context", text}, {"joinperm", "list", "--profile", text}, {"help", text}, {"emulator", "--listen", text}, {"emulator", "--fault", text},
			} {
				got := v.run(t, []int{2, 3, 6, 8}, append(args, "-o=json")...)
				if !isJSON(got.stderr) {
					t.Errorf("no JSON: %.500q", got.stderr)
				}
			}
			for _, variable := range []string{
				"LINKWANCTL_REGION", "LINKWANCTL_ENDPOINT", "LINKWANCTL_OUTPUT", "LINKWANCTL_CONFIG", "LINKWANCTL_PROFILE", "LINKWANCTL_CONTEXT", "ALIBABA_CLOUD_ACCESS_KEY_ID",
				"ALIBABA_CLOUD_PROFILE", "ALIBABA_CLOUD_CONFIG_FILE", "ALIBABA_CLOUD_CREDENTIALS_FILE", "ALIBABA_CLOUD_CREDENTIALS_URI", "ALIBABA_CLOUD_ECS_METADATA",
				"ALIBABA_CLOUD_OIDC_TOKEN_FILE", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "HTTPS_PROXY", "NO_COLOR", "TERM", "LANG",
			} {
				worse := *v
				worse.env = append(slices.Clone(v.env), variable+"=/"+text)
				worse.run(t, []int{2, 3, 8}, "joinperm", "list")
			}
		})
	}
}
