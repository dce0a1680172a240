package output

import (
	"fmt"
	"strings"
	"testing"
)

// A value is code, and the characters that could end it or its cell stand outside as entities.
func TestMarkdownCodeKeepsAValueInItsCell(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"凭证1":                        "`凭证1`",
		"a|b":                        "`a`&#124;`b`",
		"``x":                        "&#96;&#96;`x`",
		`a\`:                         "`a`&#92;",
		"a\nb":                       "`a`&#92;`nb`",
		"<b>@all</b>":                "`<b>@all</b>`",
		"":                           "",
		strings.Repeat("长", 400):     "`" + strings.Repeat("长", longestCell-1) + "…`",
		"[x](javascript:alert(1)) *": "`[x](javascript:alert(1)) *`",
	} {
		if got := MarkdownCode(value); got != want {
			t.Errorf("%q is %s, want %s", value, got, want)
		}
	}
}

// A sentence stays readable, and what a file put into it does nothing.
func TestMarkdownTextMakesNothingOfWhatItQuotes(t *testing.T) {
	t.Parallel()
	for sentence, want := range map[string]string{
		"2 unchanged, 1 to change":           "2 unchanged, 1 to change",
		"it isn't there (again); re-join it": "it isn't there (again); re-join it",
		"the name @ops is #1's":              "the name `@ops` is `#1's`",
		"see www.example.com or http://x":    "see `www.example.com` or `http://x`",
		"www.例子":                             "`www`.例子",
		"名称<img src=x>重复, 见 fleet.csv:3:":    "名称`<img` `src=x>`重复, 见 `fleet.csv:3`:",
		"名称新_1的 and a_b, _c_":                "名称新_1的 and a_b, `_c_`",
		"a | b":                              "a &#124; b",
		"about 1 node (25 %, limit 20 %)":    "about 1 node (25 %, limit 20 %)",
		"line\nbreak":                        "`line`&#92;`nbreak`",
		"**bold** _it_ ![a](b)":              "`**bold**` `_it_` `![a](b)`",
	} {
		if got := MarkdownText(sentence); got != want {
			t.Errorf("%q is %s, want %s", sentence, got, want)
		}
	}
}

// A table has the rows that there is room for, and says how many more there are.
func TestMarkdownIsBounded(t *testing.T) {
	t.Parallel()
	m := Markdown{Heading: "h", Paragraphs: []string{"p"}, Columns: []string{"a", "b"}, More: func(rows int) string { return fmt.Sprint("and ", rows, " more") }}
	for range 9000 {
		m.Rows = append(m.Rows, []string{MarkdownCode("|凭证"), "x"})
	}
	whole := m.String()
	table, more, _ := strings.Cut(strings.TrimPrefix(whole, "\n#### h\n\np\n\n| a | b |\n|---|---|\n"), "\n\n")
	shown := strings.Count(table, "\n") + 1
	if len(whole) > MostMarkdown+100 || more != fmt.Sprintf("and %d more\n", len(m.Rows)-shown) || !strings.HasPrefix(table, "| &#124;`凭证` | x |\n") {
		t.Errorf("%d bytes, %d rows, and then %q", len(whole), shown, more)
	}
	m.Rows = nil
	if got := m.String(); got != "\n#### h\n\np\n" {
		t.Errorf("without rows it is %q", got)
	}
}
