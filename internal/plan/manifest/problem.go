package manifest

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

const (
	longestShown = 64 // characters of a value that a message repeats
	mostProblems = 100
)

// Error is everything that is wrong with a manifest.
type Error struct {
	Problems []text.Problem // the first 100
	More     int            // how many there are beyond them
	// Empty means that the files are valid but have no rows, like the export of an account without
	// permissions.
	Empty bool
	// MaybeGBK means that the text was read as UTF-8 and may be GBK: it is not UTF-8, or a value
	// that was refused has letters that some Han text in GBK gives when it is read as UTF-8.
	MaybeGBK bool
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

// complain adds a problem at a place of the current file.
func (r *reading) complain(at text.Position, given string, rule i18n.Text, suggestion string) {
	r.add(text.Problem{Where: r.place(at), Given: given, Rule: rule, Suggestion: suggestion})
}

func (r *reading) add(p text.Problem) {
	if len(r.problems) == mostProblems {
		r.more++
		return
	}
	r.problems = append(r.problems, p)
	// Two bytes of GBK, one Han character, can be one letter of two bytes in UTF-8.
	if r.format == formatCSV && r.options.Encoding == "" && !r.marked && strings.ContainsFunc(p.Given, func(c rune) bool { return utf8.RuneLen(c) == 2 }) {
		r.maybeGBK = true
	}
}

// wrong counts the problems so far.
func (r *reading) wrong() int { return len(r.problems) + r.more }

// place names a position. CSV counts a column in bytes until here.
func (r *reading) place(at text.Position) string {
	if r.format == formatCSV && at.Column > 1 {
		at.Column = characters(r.data, at)
	}
	return at.In(r.file)
}

// quoted shows a value in quotes, so that its spaces can be seen.
func quoted(value string) string { return `"` + text.Cut(value, longestShown) + `"` }

// shown gives a word without quotes, unless it is empty.
func shown(word string) string {
	if word == "" {
		return `""`
	}
	return text.Cut(word, longestShown)
}
