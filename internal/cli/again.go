package cli

import (
	"runtime"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// longestAgain is how long a command may be, in bytes, for a hint to repeat it.
const longestAgain = 200

// again is the command as it was typed, with more flags, so that a hint can be pasted: a flag that
// was typed already gives way. Of a command that is too long, or that a terminal would not show as
// it was typed, only the name is repeated.
func (a *app) again(more string) string {
	flags, rest := a.typed()
	flags = slices.DeleteFunc(flags, func(f typedFlag) bool {
		return f.name != "" && slices.Contains(strings.Fields(more), "--"+f.name)
	})
	words := []string{"linkwanctl"}
	for _, f := range flags {
		words = append(words, f.words...)
	}
	words = append(words, more)
	if typed := strings.Join(append(words, rest...), " "); len(typed) <= longestAgain && isPlain(typed) {
		return typed
	}
	return a.command + " … " + more
}

// other is another command to paste. It has the flags of this one that say where a call goes and
// with which keys, so that after a call to the sandbox it does not ask the real account.
func (a *app) other(command string) string {
	return a.otherWith(command, append([]string{"context", "no-context"}, placeFlags...))
}

// placeFlags are the flags beside a context's that say where a call goes and with which keys.
var placeFlags = []string{"config", "profile", "no-profile", "region", "endpoint", "iot-instance-id", "sandbox"}

func (a *app) otherWith(command string, names []string) string {
	flags, _ := a.typed()
	words := []string{"linkwanctl", command}
	for _, f := range flags {
		if slices.Contains(names, f.name) {
			words = append(words, f.words...)
		}
	}
	if typed := strings.Join(words, " "); len(typed) <= longestAgain && isPlain(typed) {
		return typed
	}
	return "linkwanctl " + command
}

// typedFlag is an argument as a shell takes it, with the value that follows a flag.
type typedFlag struct {
	name  string // "" for no long flag
	words []string
}

// typed are the arguments, and apart from them those that -- begins. A flag and the argument behind
// it go together where that can be its value.
func (a *app) typed() (flags []typedFlag, rest []string) {
	for i := 0; i < len(a.Args); i++ {
		arg := a.Args[i]
		if arg == "--" {
			for _, arg := range a.Args[i:] {
				rest = append(rest, shellWord(arg))
			}
			break
		}
		f := typedFlag{words: []string{shellWord(arg)}}
		if long, ok := strings.CutPrefix(arg, "--"); ok {
			name, _, hasValue := strings.Cut(long, "=")
			f.name = name
			if !hasValue && i+1 < len(a.Args) && !slices.Contains(valueless, name) && !strings.HasPrefix(a.Args[i+1], "-") {
				i++
				f.words = append(f.words, shellWord(a.Args[i]))
			}
		}
		flags = append(flags, f)
	}
	return flags, rest
}

// valueless are the flags among those of again and other that take no value from the next argument.
var valueless = []string{"debug", "sandbox", "no-context", "no-profile"}

// shellWord quotes an argument for the platform's shells if it needs that.
func shellWord(arg string) string {
	if runtime.GOOS == "windows" {
		return windowsWord(arg)
	}
	return posixWord(arg)
}

func posixWord(arg string) string {
	isSpecial := func(r rune) bool {
		return r < utf8.RuneSelf && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_=.,:/@%+", r)
	}
	if arg != "" && !strings.ContainsFunc(arg, isSpecial) {
		return arg
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}

// windowsWord quotes an argument for cmd and PowerShell. What the two read differently is not
// repeated: see isPlain.
func windowsWord(arg string) string {
	isSpecial := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(`-_=.:/\+`, r)
	}
	if arg != "" && !strings.ContainsFunc(arg, isSpecial) {
		return arg
	}
	return `"` + strings.ReplaceAll(arg, `"`, `\"`) + `"`
}

// isSameInShellsOfWindows reports whether cmd and PowerShell read a command alike, whose words are
// windowsWord's: some characters mean something between double quotes in the one or the other, and
// so does a backslash before a quote.
func isSameInShellsOfWindows(s string) bool {
	return !strings.ContainsAny(s, "%$`“”„") && !strings.Contains(s, `\"`)
}

// isPlain reports whether a command can be pasted as it is shown.
func isPlain(s string) bool {
	if runtime.GOOS == "windows" && !isSameInShellsOfWindows(s) {
		return false
	}
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
