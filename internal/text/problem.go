// Package text has what the other packages need to report mistakes: a problem, the nearest word,
// cutting, and the place of an error in YAML; and patterns that are compiled when first used.
//
// It imports nothing else of the project. It does not escape: internal/output does, when it prints.
package text

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
	Rule string
	// Suggestion is what was probably meant, empty if nothing comes close.
	Suggestion string
}

// String gives the problem in one line.
func (p Problem) String() string {
	line := p.Where
	for _, part := range []string{p.Given, p.Rule} {
		if line != "" && part != "" {
			line += " "
		}
		line += part
	}
	if p.Suggestion != "" {
		line += ": did you mean " + p.Suggestion + "?"
	}
	return line
}

// Error makes *Problem an error.
func (p *Problem) Error() string { return p.String() }
