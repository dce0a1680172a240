package credential

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"linkwanctl/internal/secret"
)

// maxForeign bounds, in characters, what an error quotes of a text that is not ours.
const maxForeign = 300

var plainName = lazily(`^[A-Za-z0-9._-]+$`)

// escape makes every character that does not print visible, so that a file or a server cannot
// steer the terminal.
func escape(s string) string {
	var b strings.Builder
	for i, r := range s {
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD") {
			fmt.Fprintf(&b, `\x%02x`, s[i])
			continue
		}
		if unicode.IsPrint(r) {
			b.WriteRune(r)
			continue
		}
		b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
	}
	return b.String()
}

// foreign makes a text that is not ours fit to be shown: without any known secret, escaped, and bounded.
// It masks before it cuts: a secret cut in two would not be known again.
func foreign(known *secret.Masker, text string) string {
	return bound(escape(known.Mask(text)), maxForeign)
}

// bound cuts a text after limit characters.
func bound(s string, limit int) string {
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	return string([]rune(s)[:limit]) + "…"
}

// quoted shows a name as a word, or in quotes where it would not read, or paste, as one.
func quoted(name string) string {
	if plainName().MatchString(name) {
		return name
	}
	return strconv.Quote(bound(name, 80))
}

// list names at most 20 names.
func list(names []string) string {
	const most = 20
	shown := make([]string, 0, most)
	for _, n := range names[:min(len(names), most)] {
		shown = append(shown, quoted(n))
	}
	text := strings.Join(shown, ", ")
	if more := len(names) - most; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// closest is the name that a mistyped one most likely meant, or nothing.
func closest(typed string, names []string) string {
	length := utf8.RuneCountInString(typed)
	best, least := "", min(max(1, length/3), length-1)+1
	for _, name := range names {
		if d := distance(strings.ToLower(typed), strings.ToLower(name)); d < least {
			best, least = name, d
		}
	}
	return best
}

// distance counts the insertions, deletions and replacements between two words, up to 64 characters
// of each: no name that is typed is longer, and a file's may be.
func distance(a, b string) int {
	from, to := []rune(bound(a, 64)), []rune(bound(b, 64))
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range from {
		diagonal := row[0]
		row[0] = i + 1
		for j, s := range to {
			cost := diagonal
			if r != s {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(to)]
}
