package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The guides to RAM list what every command asks for, as `auth policy` knows it.
func TestTheRAMGuideHasEveryCommand(t *testing.T) {
	t.Parallel()
	for _, page := range []string{"ram.md", filepath.Join("zh-CN", "ram.md")} {
		guide, err := os.ReadFile(filepath.Join("..", "..", "docs", page))
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, c := range actionsOfCommands() {
			want = append(want, "| `"+c.command+"` | "+codes(c.needs)+" | "+codes(c.optional)+" |")
		}
		_, listed, _ := strings.Cut(string(guide), "|---|---|---|\n")
		listed, _, _ = strings.Cut(listed, "\n\n")
		if rows := strings.Join(want, "\n"); listed != rows {
			t.Errorf("the table of docs/%s must be:\n%s", page, rows)
		}
	}
}

func codes(words string) string {
	var spans []string
	for _, word := range strings.Fields(words) {
		spans = append(spans, "`"+word+"`")
	}
	return strings.Join(spans, ", ")
}
