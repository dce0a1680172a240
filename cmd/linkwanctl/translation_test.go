package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	comment  = regexp.MustCompile(`(?m)\s+# .*$`)
	codeSpan = regexp.MustCompile("`[^`]+`")
	literal  = regexp.MustCompile(`^[A-Za-z0-9_.-]*[A-Z0-9_][A-Za-z0-9_.-]*$`)
)

// A page in Chinese says what its English page says: each links to the other, and headings, tables
// and code blocks correspond, so that a change of one page alone is noticed.
func TestChinesePagesFollowTheEnglish(t *testing.T) {
	t.Parallel()
	top := filepath.Join("..", "..")
	pages := map[string]string{filepath.Join(top, "README.zh-CN.md"): filepath.Join(top, "README.md")}
	guides, err := filepath.Glob(filepath.Join(top, "docs", "zh-CN", "*.md"))
	if err != nil || len(guides) == 0 {
		t.Fatalf("there are no guides in Chinese, %v", err)
	}
	for _, guide := range guides {
		pages[guide] = filepath.Join(top, "docs", filepath.Base(guide))
	}
	for chinese, english := range pages {
		t.Run(filepath.Base(chinese), func(t *testing.T) {
			t.Parallel()
			zh, en := outlineOf(t, chinese), outlineOf(t, english)
			linksTo(t, zh.text, chinese, english)
			linksTo(t, en.text, english, chinese)
			compare(t, "heading", zh.headings, en.headings)
			compare(t, "row of a table", zh.rows, en.rows)
			compare(t, "code block", zh.blocks, en.blocks)
		})
	}
}

// outline is what has to be the same in both languages: the levels of the headings, what is not prose
// in the tables' rows, and the code blocks without their comments.
type outline struct {
	text                   string
	headings, rows, blocks []string
}

func outlineOf(t *testing.T, path string) outline {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	p := outline{text: string(text)}
	for i, part := range strings.Split(p.text, "```") {
		if i%2 == 1 {
			p.blocks = append(p.blocks, comment.ReplaceAllString(part, ""))
			continue
		}
		for line := range strings.SplitSeq(part, "\n") {
			if level, _, isHeading := strings.Cut(line, " "); isHeading && strings.Trim(level, "#") == "" && level != "" {
				p.headings = append(p.headings, level)
			} else if strings.HasPrefix(line, "|") {
				p.rows = append(p.rows, facts(line))
			}
		}
	}
	return p
}

// facts are the cells of a row without prose: a cell that is one name or number, else its code.
func facts(row string) string {
	var found []string
	for cell := range strings.SplitSeq(strings.ReplaceAll(row, `\|`, "¦"), "|") {
		if cell = strings.TrimSpace(cell); !literal.MatchString(cell) {
			spans := codeSpan.FindAllString(cell, -1)
			slices.Sort(spans) // Word order differs.
			cell = strings.Join(spans, " ")
		}
		found = append(found, cell)
	}
	return strings.Join(found, "|")
}

func linksTo(t *testing.T, text, from, to string) {
	t.Helper()
	target, err := filepath.Rel(filepath.Dir(from), to)
	if err != nil {
		t.Fatal(err)
	}
	if head := strings.SplitN(text, "\n", 6); !strings.Contains(strings.Join(head[:len(head)-1], "\n"), "]("+filepath.ToSlash(target)+")") {
		t.Errorf("%s does not link to %s in its first lines", from, target)
	}
}

func compare(t *testing.T, what string, zh, en []string) {
	t.Helper()
	for i := range max(len(zh), len(en)) {
		if z, e := lineAt(zh, i), lineAt(en, i); z != e {
			t.Errorf("%s %d differs:\nChinese  %s\nEnglish  %s", what, i+1, z, e)
			return
		}
	}
}
