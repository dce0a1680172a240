package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What a message repeats is escaped once: a person sees \x1b, and a script reads the character itself back, whether
// it was in a setting, a flag or a manifest.
func TestProblemsAreEscapedOnce(t *testing.T) {
	t.Parallel()
	const evil = "x\x1b[31m\u202e\\y"
	file := filepath.Join(t.TempDir(), "fleet.csv")
	if err := os.WriteFile(file, []byte("id,name\n1,\""+strings.ReplaceAll(evil, "\x1b", "\u200b")+"\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		env         map[string]string
		args        []string
		given       string
		shown, rule string
	}{
		"setting":  {map[string]string{"LINKWANCTL_TIMEOUT": evil}, []string{"joinperm", "list"}, evil, `LINKWANCTL_TIMEOUT  x\x1b[31m\u202e\y is not a duration`, "is not a duration such as 30s or 2m"},
		"flag":     {nil, []string{"joinperm", "update", "--id", "1", "--name", evil}, evil, `--name x\x1b[31m\u202e\y    holds '\x1b'`, "holds '\x1b': a name has Han characters, ASCII letters, digits and _"},
		"manifest": {nil, []string{"joinperm", "diff", "-f", file}, "name \"x\u200b[31m\u202e\\y\"", `name "x\u200b[31m\u202e\y" holds '\u200b'`, "holds '\u200b': a name has Han characters, ASCII letters, digits and _"},
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
