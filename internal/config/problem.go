package config

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	longestShown = 64 // characters of a value that a message repeats
	mostProblems = 50 // of one file
)

// Problem is one thing that is wrong with the settings. None of its texts has a control character.
type Problem struct {
	Where      string // "--timeout", "LINKWANCTL_TIMEOUT", "/path/config.yaml:3:10", or the argument of Set
	Given      string // the value, escaped and cut; empty where there is none or where it may be a secret
	Rule       string // the predicate: "is not a duration such as 30s or 2m"
	Suggestion string // what was probably meant, or nothing
	FromFlag   bool   // whether it was given on the command line
}

// String gives the problem in one line.
func (p Problem) String() string {
	text := p.Where
	if p.Given != "" {
		text += " " + p.Given
	}
	text += " " + p.Rule
	if p.Suggestion != "" {
		text += ": did you mean " + p.Suggestion + "?"
	}
	return text
}

// Error is the only error that leaves this package: everything that is wrong, at once.
type Error struct{ Problems []Problem }

// Error gives one problem in one line, several with a line each under a heading.
func (e *Error) Error() string {
	if len(e.Problems) == 1 {
		return e.Problems[0].String()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d settings were refused", len(e.Problems))
	for _, p := range e.Problems {
		b.WriteString("\n  " + p.String())
	}
	return b.String()
}

// AllFromFlags tells whether the command line alone is wrong, neither environment nor file.
func (e *Error) AllFromFlags() bool {
	for _, p := range e.Problems {
		if !p.FromFlag {
			return false
		}
	}
	return true
}

// asError keeps a nil *Error from becoming an error that is not nil.
func asError(problems []Problem) error {
	if len(problems) == 0 {
		return nil
	}
	return &Error{Problems: problems}
}

func refuse(p Problem) error { return &Error{Problems: []Problem{p}} }

// shown makes text from outside fit for a message.
func shown(text string) string {
	escaped := escape(text)
	if utf8.RuneCountInString(escaped) <= longestShown {
		return escaped
	}
	return string([]rune(escaped)[:longestShown-1]) + "…"
}

// escape writes what cannot be printed, and bytes that are no UTF-8, as Go writes them in a string.
func escape(text string) string {
	if strings.IndexFunc(text, unprintable) < 0 && utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		if unprintable(r) || (r == utf8.RuneError && size == 1) {
			quoted := strconv.Quote(text[:size])
			b.WriteString(quoted[1 : len(quoted)-1])
		} else {
			b.WriteRune(r)
		}
		text = text[size:]
	}
	return b.String()
}

func unprintable(r rune) bool { return !unicode.IsPrint(r) }

// alternatives joins words for a sentence: "table, json or yaml". A long list is cut.
func alternatives(words []string) string {
	const most = 10
	if len(words) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(words[:most], ", "), len(words)-most)
	}
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
