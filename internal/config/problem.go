package config

import (
	"fmt"
	"strings"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

const (
	longestShown = 64 // characters of a value that a message repeats
	mostProblems = 50 // of one file
)

// Problem is one thing that is wrong with the settings. Given is cut, and empty where it may be a
// secret.
type Problem struct {
	text.Problem      // Where: "--timeout", "LINKWANCTL_TIMEOUT", "/path/config.yaml:3:10", or the argument of Set
	FromFlag     bool // whether it was given on the command line
}

// problem is one that no flag has.
func problem(where string, rule i18n.Text) *Problem {
	return &Problem{Problem: text.Problem{Where: where, Rule: rule}}
}

// Error is the only error that leaves this package: everything that is wrong, at once.
type Error struct {
	Problems []Problem
	// Unwritten means that the values were right but the file could not be written.
	Unwritten bool
}

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

// AllFromFlags reports whether only the command line is wrong, neither environment nor file.
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

func refuse(p *Problem) error { return &Error{Problems: []Problem{*p}} }

// unwritten is the error for a file that could not be locked or replaced.
func unwritten(path string, err error) error {
	return &Error{Problems: []Problem{*problem(path, i18n.T("cannot be written: %s", reason(err)))}, Unwritten: true}
}

// alternatives joins words for a sentence: "table, json or yaml". A long list is cut.
func alternatives(words []string) i18n.Text {
	const most = 10
	if len(words) > most {
		return i18n.T("%s and %d more", strings.Join(words[:most], ", "), len(words)-most)
	}
	if len(words) < 2 {
		return i18n.Raw(strings.Join(words, ""))
	}
	last := len(words) - 1
	return i18n.T("%s or %s", strings.Join(words[:last], ", "), words[last])
}
