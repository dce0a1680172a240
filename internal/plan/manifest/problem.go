package manifest

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	longestShown = 64 // characters of a value that a message repeats
	mostProblems = 100
)

// Problem is one thing that is wrong with a manifest. None of its texts has a
// control character; "<Place> <Given> <Rule>" is a sentence.
type Problem struct {
	Place      Place
	Given      string // the key and the value in quotes, or nothing: classMode "D"
	Rule       string // the predicate: "is not a LoRaWAN class: A, B or C"
	Suggestion string // what was probably meant, or nothing
}

// String gives the problem in one line.
func (p Problem) String() string {
	text := p.Place.String()
	if p.Given != "" {
		text += " " + p.Given
	}
	text += " " + p.Rule
	if p.Suggestion != "" {
		text += ": did you mean " + p.Suggestion + "?"
	}
	return text
}

// Error is everything that is wrong with a manifest.
type Error struct {
	Problems []Problem // the first 100
	More     int       // how many there are beyond them
	// Empty tells that the files are right but have no rows, as the export of an
	// account without permissions has none.
	Empty bool
}

// Error gives one problem in one line, several with a line each under a heading.
func (e *Error) Error() string {
	if len(e.Problems) == 1 && e.More == 0 {
		return e.Problems[0].String()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "the manifest has %d problems", len(e.Problems)+e.More)
	for _, p := range e.Problems {
		b.WriteString("\n  " + p.String())
	}
	if e.More > 0 {
		fmt.Fprintf(&b, "\n  and %d more", e.More)
	}
	return b.String()
}

// spot is a place within the file that is read. In CSV its column counts bytes
// until it is shown.
type spot struct{ line, column int }

func (r *reading) complain(at spot, given, rule, suggestion string) {
	if len(r.problems) == mostProblems {
		r.more++
		return
	}
	r.problems = append(r.problems, Problem{Place: r.place(at), Given: given, Rule: rule, Suggestion: escape(suggestion)})
}

// wrong counts the problems so far.
func (r *reading) wrong() int { return len(r.problems) + r.more }

func (r *reading) place(at spot) Place {
	if r.inBytes && at.column > 1 {
		at.column = characters(r.data, at)
	}
	return Place{File: r.name, Line: at.line, Column: at.column}
}

// quoted shows a value: cut, and in quotes that show its blanks.
func quoted(value string) string {
	if cut := []rune(value[:min(len(value), longestShown*utf8.UTFMax)]); len(cut) > longestShown {
		value = string(cut[:longestShown-1]) + "…"
	}
	return strconv.Quote(value)
}

// shown gives a word without quotes.
func shown(word string) string {
	text := quoted(word)
	if plain := text[1 : len(text)-1]; plain != "" {
		return plain
	}
	return text
}

// escape writes what cannot be printed, and bytes that are no UTF-8, as Go writes
// them in a string; a backslash stays as it is.
func escape(text string) string {
	if utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return text
	}
	plain := strconv.Quote(text)
	return strings.NewReplacer(`\\`, `\`, `\"`, `"`).Replace(plain[1 : len(plain)-1])
}
