package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// What a message repeats is escaped once: a person sees \x1b, and a script reads the character
// itself back, whether it was in a setting, a flag or a manifest.
func TestProblemsAreEscapedOnce(t *testing.T) {
	t.Parallel()
	const evil = "x\x1b[31m\u202e\\y"
	file := filepath.Join(t.TempDir(), "fleet.csv")
	write(t, file, "id,name\n1,\""+strings.ReplaceAll(evil, "\x1b", "\u200b")+"\"\n")
	for name, c := range map[string]struct {
		env         map[string]string
		args        []string
		given       string
		shown, rule string
	}{
		"setting":  {map[string]string{"LINKWANCTL_TIMEOUT": evil}, []string{"joinperm", "list"}, evil, `LINKWANCTL_TIMEOUT  x\x1b[31m\u202e\y must be a duration`, "must be a duration such as 30s or 2m"},
		"flag":     {nil, []string{"joinperm", "update", "--id", "1", "--name", evil}, evil, `--name x\x1b[31m\u202e\y    contains '\x1b'`, "contains '\x1b'; a name has only Han characters, ASCII letters, digits and _"},
		"manifest": {nil, []string{"joinperm", "diff", "-f", file}, "name \"x\u200b[31m\u202e\\y\"", `name "x\u200b[31m\u202e\y" contains '\u200b'`, "contains '\u200b'; a name has only Han characters, ASCII letters, digits and _"},
	} {
		text := run(t.Context(), t.TempDir(), c.env, c.args...)
		if !strings.Contains(text.stderr, c.shown) {
			t.Errorf("%s: a person sees\n%s\nwant %s", name, text.stderr, c.shown)
		}
		document := run(t.Context(), t.TempDir(), c.env, append(c.args, "-o", "json")...)
		var failure struct {
			Problems []struct{ Given, Rule string }
		}
		if err := json.Unmarshal([]byte(document.stderr), &failure); err != nil || len(failure.Problems) != 1 {
			t.Fatalf("%s: %v in\n%s", name, err, document.stderr)
		}
		if p := failure.Problems[0]; p.Given != c.given || p.Rule != c.rule || strings.ContainsAny(document.stderr, "\x1b\u202e\u200b") {
			t.Errorf("%s: a script reads %q, %q in\n%q", name, p.Given, p.Rule, document.stderr)
		}
	}
}

// So is what a title, a hint or another sentence repeats, wherever it came from.
func TestTitlesAndHintsAreEscapedOnce(t *testing.T) {
	t.Parallel()
	const evil, shown = "x\x1b[31m\u202e\\y", `x\x1b[31m\u202e\y`
	if runtime.GOOS == "windows" {
		t.Skip("no file has such a name there")
	}
	folder, home := t.TempDir(), t.TempDir()
	file := filepath.Join(folder, evil)
	config := filepath.Join(home, ".aliyun", "config.json")
	if err := errors.Join(
		os.WriteFile(file, []byte("id\n1\n"), 0o600), os.Mkdir(filepath.Dir(config), 0o700),
		os.WriteFile(config, []byte(`{"current":"x\u001b[31m\u202e\\y","profiles":[{"name":"x\u001b[31m\u202e\\y","mode":"none"}]}`), 0o600),
	); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		args          []string
		message, hint string // with %s for the value
	}{
		"command":    {[]string{"joinperm", evil}, "unknown command %s of linkwanctl joinperm", ""},
		"flag":       {[]string{"version", "--" + evil}, "unknown flag --%s", ""},
		"argument":   {[]string{"version", evil}, "unexpected argument %s: linkwanctl version takes only flags", ""},
		"arguments":  {[]string{"config", "get", "qps", evil}, "unexpected argument %s: linkwanctl config get takes", ""},
		"flag value": {[]string{"joinperm", "list", "--limit", evil}, "--limit %s is not a whole number", ""},
		"setting":    {[]string{"config", "get", evil}, "unknown setting %s", ""},
		"query":      {[]string{"joinperm", "list", "--query", evil}, "--query %s is not valid JMESPath", ""},
		"plan":       {[]string{"joinperm", "apply", file, "--yes"}, "cannot apply " + folder + "/%s: ", "--out " + folder + "/%s"},
		"file":       {[]string{"joinperm", "diff", "-f", "-", "--out", file}, folder + "/%s already exists", ""},
		"report":     {[]string{"joinperm", "apply", "-f", "-", "--yes", "--report", file + "/none"}, folder + "/%s/none: not a directory", ""},
		"profile":    {[]string{"joinperm", "list"}, "profile \"%s\"", ""},
	} {
		text := run(t.Context(), home, nil, c.args...)
		if want := strings.ReplaceAll(c.message, "%s", shown); !strings.Contains(text.stderr, want) || !strings.Contains(text.stderr, strings.ReplaceAll(c.hint, "%s", shown)) {
			t.Errorf("%s: a person sees\n%s\nwant %s", name, text.stderr, want)
		}
		document := run(t.Context(), home, nil, append(c.args, "-o", "json")...)
		var failure struct{ Message, Hint string }
		if err := json.Unmarshal([]byte(document.stderr), &failure); err != nil || strings.ContainsAny(document.stderr, "\x1b\u202e") {
			t.Errorf("%s: %v in\n%q", name, err, document.stderr)
		}
		if want := strings.ReplaceAll(c.message, "%s", evil); !strings.Contains(failure.Message, want) || !strings.Contains(failure.Hint, strings.ReplaceAll(c.hint, "%s", evil)) {
			t.Errorf("%s: a script reads %q, %q, want %q", name, failure.Message, failure.Hint, want)
		}
	}
}

// A saved plan and a report show what is hidden in a name, and a program reads the name itself.
func TestPlansAndReportsAreEscaped(t *testing.T) {
	t.Parallel()
	const name, shown = "twin\u202e\u009b", `twin\u202e\u009b`
	env := answeredBy(t, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprintf(w, `{"RequestId":"R","Success":true,"Data":{"TotalCount":1,"List":[{"JoinPermissionId":1,"JoinPermissionName":%q,"RxDelay":1}]}}`, name)
	})
	folder := t.TempDir()
	manifest, saved, report := filepath.Join(folder, "fleet.csv"), filepath.Join(folder, "plan.json"), filepath.Join(folder, "report.jsonl")
	if err := os.WriteFile(manifest, []byte("id,rxDelay\n1,5\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	diff := run(t.Context(), t.TempDir(), env, "joinperm", "diff", "-f", manifest, "--out", saved)
	apply := run(t.Context(), t.TempDir(), env, "joinperm", "apply", saved, "--yes", "--report", report)
	for path, row := range map[string]func(text []byte) (string, error){
		saved: func(text []byte) (string, error) {
			var p struct {
				Rows []struct{ JoinPermissionName string }
			}
			err := json.Unmarshal(text, &p)
			return p.Rows[0].JoinPermissionName, err
		},
		report: func(text []byte) (string, error) {
			var entry struct{ JoinPermissionName string }
			err := json.Unmarshal(text, &entry)
			return entry.JoinPermissionName, err
		},
	} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatalf("%v: diff %+v, apply %+v", err, diff, apply)
		}
		read, err := row(text)
		if err != nil || read != name || !strings.Contains(string(text), shown) || strings.ContainsAny(string(text), name[4:]) {
			t.Errorf("%v: %q is read from\n%q", err, read, text)
		}
	}
}
