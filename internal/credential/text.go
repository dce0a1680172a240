package credential

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"linkwanctl/internal/secret"
	"linkwanctl/internal/text"
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
func foreign(known *secret.Masker, said string) string {
	return text.Cut(escape(known.Mask(said)), maxForeign)
}

// quoted shows a name as a word, or in quotes where it would not read, or paste, as one.
func quoted(name string) string {
	if plainName().MatchString(name) {
		return name
	}
	return strconv.Quote(text.Cut(name, 80))
}

// list names at most 20 names.
func list(names []string) string {
	const most = 20
	shown := make([]string, 0, most)
	for _, n := range names[:min(len(names), most)] {
		shown = append(shown, quoted(n))
	}
	all := strings.Join(shown, ", ")
	if more := len(names) - most; more > 0 {
		all += fmt.Sprintf(" and %d more", more)
	}
	return all
}
