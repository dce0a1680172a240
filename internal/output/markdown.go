package output

import (
	"fmt"
	"strings"
	"unicode"

	"linkwanctl/internal/text"
)

// MostMarkdown bounds a Markdown, in bytes: a comment on GitHub takes 65,536 characters, a job's
// summary 1 MiB.
const MostMarkdown = 60_000

// longestCell bounds what a file or the service wrote, in characters.
const longestCell = 300

// Markdown is a result for a pull request or a job's summary: a heading, paragraphs and a table.
// Whatever a cell says, it stays there: see MarkdownCode and MarkdownText.
type Markdown struct {
	Heading    string   // as it is
	Paragraphs []string // texts
	Columns    []string // texts
	Rows       [][]string
	More       func(rows int) string // what to say of rows that there is no room for, a text
}

// String ends with a line break, and begins with one, so that it can be appended to another.
func (m Markdown) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n#### %s\n", m.Heading)
	for _, paragraph := range m.Paragraphs {
		fmt.Fprintf(&b, "\n%s\n", MarkdownText(paragraph))
	}
	if len(m.Rows) == 0 {
		return b.String()
	}
	columns := make([]string, len(m.Columns))
	for i, column := range m.Columns {
		columns[i] = MarkdownText(column)
	}
	b.WriteString("\n" + markdownRow(columns) + strings.Repeat("|---", len(columns)) + "|\n")
	for i, row := range m.Rows {
		line := markdownRow(row)
		if b.Len()+len(line) > MostMarkdown {
			fmt.Fprintf(&b, "\n%s\n", MarkdownText(m.More(len(m.Rows)-i)))
			break
		}
		b.WriteString(line)
	}
	return b.String()
}

func markdownRow(cells []string) string { return "| " + strings.Join(cells, " | ") + " |\n" }

// MarkdownCode is a value as code, in which nothing is markup, a link or a mention of somebody. The
// three characters that can end code or a cell are entities beside it: what a backslash does within
// code in a table is not the same everywhere.
func MarkdownCode(value string) string {
	var b strings.Builder
	rest := Escape(text.Cut(value, longestCell))
	for rest != "" {
		at := strings.IndexAny(rest, "`|\\")
		switch {
		case at < 0:
			return b.String() + "`" + rest + "`"
		case at > 0:
			b.WriteString("`" + rest[:at] + "`")
		}
		fmt.Fprintf(&b, "&#%d;", rest[at])
		rest = rest[at+1:]
	}
	return b.String()
}

// MarkdownText is a sentence, which may quote a file or the service. Words of ASCII that are more
// than letters, digits and the usual punctuation become code.
func MarkdownText(sentence string) string {
	var b strings.Builder
	rest, before := []rune(Escape(text.Cut(sentence, longestCell))), ' '
	for len(rest) > 0 {
		n := 0
		for n < len(rest) && rest[n] > ' ' && rest[n] <= unicode.MaxASCII {
			n++
		}
		switch word := string(rest[:n]); {
		case n == 0:
			n = 1
			b.WriteRune(rest[0])
		case isPlain(before, rest[:n], append(rest[n:], ' ')[0]):
			b.WriteString(word)
		default:
			value := strings.TrimRight(word, ",;:.")
			b.WriteString(MarkdownCode(value) + word[len(value):])
		}
		before, rest = rest[n-1], rest[n:]
	}
	return b.String()
}

// isPlain reports whether ASCII between two other characters is neither markup nor part of a link or
// of a mention. Behind a point that no blank follows, a domain could go on.
func isPlain(before rune, word []rune, after rune) bool {
	end := `,;)!?"'`
	if after == ' ' {
		end += ".:"
	}
	core := strings.TrimRight(strings.TrimLeft(string(word), `("'`), end)
	around := func(i int) (left, right rune) {
		left, right = before, after
		if i > 0 {
			left = rune(core[i-1])
		}
		if i < len(core)-1 {
			right = rune(core[i+1])
		}
		return left, right
	}
	for i, r := range core {
		switch left, right := around(i); {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '%':
		case (r == '-' || r == '\'') && unicode.IsLetter(left) && unicode.IsLetter(right):
		case r == '_' && isWord(left) && isWord(right):
		default:
			return false
		}
	}
	return true
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
