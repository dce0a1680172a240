package output

import (
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// saidFailure is a failure in the language that it is shown in.
type saidFailure struct {
	language                        *i18n.Catalogue
	Title, Message, Code, RequestID string
	HTTPStatus, Attempts, ExitCode  int
	Outcome                         string
	Sandbox                         bool
	Details                         [][2]string
	Problems                        []saidProblem
	NotDone, Hints                  []string
}

// saidProblem is a problem in that language; sentence is the rule with the suggestion.
type saidProblem struct{ where, given, rule, suggestion, sentence string }

func (f Failure) said(c *i18n.Catalogue) saidFailure {
	said := saidFailure{
		language: c, Title: c.Say(f.Title), Message: c.Say(f.Message), Code: f.Code, RequestID: f.RequestID,
		HTTPStatus: f.HTTPStatus, Attempts: f.Attempts, ExitCode: f.ExitCode, Outcome: f.Outcome, Sandbox: f.Sandbox, NotDone: f.NotDone,
	}
	for _, d := range f.Details {
		said.Details = append(said.Details, [2]string{c.Exact(d.Name), c.Say(d.Value)})
	}
	for i := range firstOf(f.Problems, mostProblems) {
		said.Problems = append(said.Problems, saidProblemOf(&f.Problems[i], c))
	}
	for _, hint := range firstOf(f.Hints, mostProblems) {
		said.Hints = append(said.Hints, c.Say(hint))
	}
	if more := len(f.Problems) - mostProblems; more > 0 {
		said.Hints = append(said.Hints, c.Say(i18n.T("%d more problems are not shown", more)))
	}
	return said
}

// The parts are cut before the sentence is made of them.
func saidProblemOf(p *text.Problem, c *i18n.Catalogue) saidProblem {
	said := saidProblem{
		where: text.Cut(p.Where, longestPart), given: text.Cut(p.Given, longestPart),
		rule: text.Cut(c.Say(p.Rule), longestPart), suggestion: text.Cut(p.Suggestion, longestPart),
	}
	said.sentence = c.Say(text.Problem{Rule: i18n.Raw(said.rule), Suggestion: said.suggestion}.Predicate())
	return said
}

// said is a text for Err, in the language of the form.
func (p *Printer) said(t i18n.Text) string {
	if p.form.Documents() {
		return p.documentLanguage.Say(t)
	}
	return p.language.Say(t)
}
