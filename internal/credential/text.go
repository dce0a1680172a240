package credential

import (
	"fmt"
	"strings"

	"linkwanctl/internal/secret"
	"linkwanctl/internal/text"
)

// maxForeign bounds, in characters, what an error quotes of a text that is not ours.
const maxForeign = 300

var (
	plainName = text.Pattern(`^[A-Za-z0-9._-]+$`)
	kindName  = text.Pattern(`^[A-Za-z_]{1,24}$`)
)

// foreign masks known secrets in a text from outside, and cuts it. It masks first: a secret cut in
// two would not be recognised. Whoever prints the text escapes it.
func foreign(known *secret.Masker, said string) string {
	return text.Cut(known.Mask(said), maxForeign)
}

// quoted shows a name as a word, or in quotes if it cannot be read or pasted as one.
func quoted(name string) string {
	if plainName().MatchString(name) {
		return name
	}
	return `"` + text.Cut(name, 80) + `"`
}

// kind shows the value of a mode or type. One with digits or punctuation is not shown: it may be a
// key in the wrong field.
func kind(name string) string {
	if kindName().MatchString(name) {
		return name
	}
	return secret.Hidden
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
