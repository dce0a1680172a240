// Package text has what the other packages need to report mistakes: a problem, the nearest word,
// cutting, and the place of an error in YAML; patterns that are compiled when first used; and which
// hosts are this machine.
//
// It imports nothing else of the project. It does not escape: internal/output does, when it prints.
package text

import (
	"strings"

	"linkwanctl/internal/i18n"
)

// Problem is one thing that is wrong with what a user gave; "<Where> <Given> <Rule>" is a sentence.
// Its parts may contain any character.
type Problem struct {
	// Where is a flag (--class-mode), a variable or a place in a file (fleet.csv:4:7); empty if the
	// caller knows it.
	Where string
	// Given is the value, and may name the key before it; empty if there is none or if it may be a
	// secret.
	Given string
	// Rule is the predicate that says what is wrong and what would be right: "is not a LoRaWAN
	// class: A, B or C".
	Rule i18n.Text
	// Suggestion is what was probably meant, empty if nothing comes close.
	Suggestion string
}

// String gives the problem in one line.
func (p Problem) String() string {
	return p.Text().String()
}

// Text gives the problem in one line.
func (p Problem) Text() i18n.Text {
	var parts []i18n.Text
	for _, part := range []i18n.Text{i18n.Raw(p.Where), i18n.Raw(p.Given), p.Rule} {
		if !part.Empty() {
			parts = append(parts, part)
		}
	}
	line := i18n.Join(" ", parts...)
	if p.Suggestion != "" {
		return i18n.T("%s: did you mean %s?", line, p.Suggestion)
	}
	return line
}

// Predicate is the rule with the suggestion, for a table of problems. A rule that says what would be right gets it after a
// semicolon.
func (p Problem) Predicate() i18n.Text {
	switch rule := p.Rule.String(); {
	case p.Suggestion == "":
		return p.Rule
	case strings.ContainsAny(rule, ":;") || strings.HasPrefix(rule, "must "):
		return i18n.T("%s; did you mean %s?", p.Rule, p.Suggestion)
	}
	return i18n.T("%s: did you mean %s?", p.Rule, p.Suggestion)
}

// Error makes *Problem an error.
func (p *Problem) Error() string { return p.String() }
