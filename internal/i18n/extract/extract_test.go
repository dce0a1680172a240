package extract

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chai2010/gettext-go/mo"
)

// source writes a package of one file and gives its messages.
func source(t *testing.T, text string) (Messages, error) {
	t.Helper()
	top := t.TempDir()
	if err := os.MkdirAll(filepath.Join(top, "internal", "p"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(top, "internal", "p", "p.go"), []byte("package p\n\nimport \"linkwanctl/internal/i18n\"\n\n"+text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Source(top, "internal")
}

func TestMessagesAreFoundWhereverTheyStand(t *testing.T) {
	t.Parallel()
	found, err := source(t, `
const broken = "is " + "broken"

// Messages, see i18n.N.
const (
	low  = "too low"
	high = "too high"
)

const other = "no message"

var column = Column{Label: "rx delay", Name: "no label", Columns: []string{"red", "blue"}}

func fail(format string, args ...any) error { return i18n.Errorf(format, args...) }

func f(n int) {
	const broken = "is local"
	i18n.T("has %d rows", n)
	i18n.T(broken)
	i18n.Errorf("read: %w", fail("wrapped %s", "argument"))
	i18n.N("a word")
	i18n.T("%s: %d --flag", "x", n)
}

func g() { i18n.T(broken) }
`)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"%s: %d --flag", "a word", "blue", "has %d rows", "is broken", "is local", "read: %w", "red", "rx delay", "too high", "too low", "wrapped %s"}
	if got := found.sorted(); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := found["a word"]; !slices.Equal(got, []string{"internal/p/p.go"}) {
		t.Errorf("it is said to stand in %q", got)
	}
}

func TestAMessageThatNobodyCouldTranslateIsAnError(t *testing.T) {
	t.Parallel()
	if _, err := source(t, "func f(s string) { i18n.T(\"is \" + s) }\n"); err == nil || !strings.Contains(err.Error(), "p.go:5:20: a message is not constant") {
		t.Errorf("got %v", err)
	}
}

func TestACatalogueKeepsWhatIsUsedAndAddsWhatIsNew(t *testing.T) {
	t.Parallel()
	found := Messages{"new\nline": {"a.go"}, "old \"one\"": {"a.go", "b.go"}, "100%": {"b.go"}}
	file := Write("zh_CN", found, map[string]string{"old \"one\"": "旧\\的\n", "gone": "没了"})
	read, err := Read(file)
	if err != nil || len(read) != 3 || read["old \"one\""] != "旧\\的\n" || read["new\nline"] != "" {
		t.Errorf("got %q, %v of\n%s", read, err, file)
	}
	if again := Write("zh_CN", found, read); string(again) != string(file) {
		t.Errorf("written again it is\n%s\nnot\n%s", again, file)
	}
	if !strings.Contains(string(file), "\n#: a.go b.go\nmsgid \"old \\\"one\\\"\"\n") {
		t.Errorf("got\n%s", file)
	}
}

func TestTheCompiledCatalogueIsReadByTheLibraryToo(t *testing.T) {
	t.Parallel()
	compiled, err := mo.Load(Compile("zh_CN", map[string]string{"a": "甲", "b": "", "c\nd": "丙\n丁"}))
	if err != nil || len(compiled.Messages) != 2 || compiled.Messages[1].MsgStr != "丙\n丁" {
		t.Errorf("got %q, %v", compiled.Messages, err)
	}
}

func TestATranslationUsesTheSameArgumentsInTheSameWay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ key, translation, wrong string }{
		{"%s has %d rows", "%s 有 %d 行", ""}, {"%s has %d rows", "%[2]d 行属于 %[1]s", ""}, {"%.0f s left", "剩余 %.0f 秒", ""}, {"100%% of %s", "%s 的 100%%", ""},
		{"read: %w", "读取: %w", ""}, {"up to 100%", "最多 100%", ""},
		{"%s has %d rows", "%d 有 %s 行", "has [1]d [2]s, not [1]s [2]d"}, {"%s has %d rows", "有 %[2]d 行", "has [2]d, not [1]s [2]d"},
		{"%d rows", "行", "has , not [1]d"}, {"no rows", "%d 行", "has [1]d, not "}, {"%.1f", "%.2f", "has [1].2f, not [1].1f"}, {"%d rows", "%d 行, 100%", `a % is no verb: " 行, 100%"`},
	} {
		if got := SameVerbs(c.key, c.translation); got != c.wrong {
			t.Errorf("%q as %q: got %q, want %q", c.key, c.translation, got, c.wrong)
		}
	}
}
