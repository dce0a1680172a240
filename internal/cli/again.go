package cli

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// longestAgain is how long a command may be, in bytes, for a hint to repeat it.
const longestAgain = 200

// again is the command as it was typed, with more flags, so that a hint can be pasted. Of a command
// that is too long, or that a terminal would not show as it was typed, only the name is repeated.
func (a *app) again(more string) string {
	flags, rest := a.Args, []string(nil)
	for i, arg := range a.Args {
		if arg == "--" {
			flags, rest = a.Args[:i], a.Args[i:]
			break
		}
	}
	words := []string{"linkwanctl"}
	for _, arg := range flags {
		words = append(words, shellWord(arg))
	}
	words = append(words, more)
	for _, arg := range rest {
		words = append(words, shellWord(arg))
	}
	if typed := strings.Join(words, " "); len(typed) <= longestAgain && isPlain(typed) {
		return typed
	}
	return a.command + " … " + more
}

// shellWord quotes an argument for a POSIX shell if it needs that.
func shellWord(arg string) string {
	isSpecial := func(r rune) bool {
		return r < utf8.RuneSelf && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_=.,:/@%+", r)
	}
	if arg != "" && !strings.ContainsFunc(arg, isSpecial) {
		return arg
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}

func isPlain(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}

// longer is twice a time limit, as a flag takes it.
func longer(limit time.Duration) string {
	doubled := min(2*limit, 24*time.Hour).String()
	if short, isWhole := strings.CutSuffix(doubled, "m0s"); isWhole {
		doubled = short + "m"
	}
	if short, isWhole := strings.CutSuffix(doubled, "h0m"); isWhole {
		doubled = short + "h"
	}
	return doubled
}
