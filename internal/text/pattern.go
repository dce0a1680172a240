package text

import (
	"regexp"
	"sync"
)

// Pattern gives a regular expression that is compiled when it is first used: most runs use none of
// theirs, and compiling all of them was a tenth of the program's start-up.
func Pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
