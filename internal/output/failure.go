package output

import (
	"strings"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// Failure is why a command failed, in a person's terms and in a script's.
type Failure struct {
	// Title is the first line for a person, without the program's name: "update failed:
	// NonExistent". One that ends with the Code is followed by the Message if that is short.
	Title i18n.Text
	// Code is the service's code, or a local one of the same form (Usage, Timeout).
	Code string
	// Message is the service's own sentence. It may have several lines. Where it is empty, scripts
	// get the Title.
	Message i18n.Text
	// RequestID is the service's, empty where no answer came.
	RequestID string
	// HTTPStatus is the last answer's, 0 where none came.
	HTTPStatus int
	// Attempts is how many requests were sent, 0 where none was.
	Attempts int
	// Outcome is not-sent, refused or unknown, or done where only the report is lost.
	Outcome string
	// Details are shown to a person, aligned beneath the message and before the request id and the
	// attempts, which are added if there are any.
	Details []Detail
	// Problems are the single mistakes in what the user gave.
	Problems []text.Problem
	// NotDone names what a batch did not begin, or not finish, because it ended before.
	// A person is shown the first few.
	NotDone []string
	// Hints say what to do next, each on a line, joined by "; " for scripts. Two blanks around a
	// command make it easy to see for a person; scripts get one.
	Hints []i18n.Text
	// ExitCode is what the command will exit with.
	ExitCode int
	// Sandbox tells scripts that Link WAN had no part in it.
	Sandbox bool
}

// Detail is one circumstance of a failure: "permission", "999, instance (public), region
// cn-shanghai".
type Detail struct {
	Name  string // a label, which is translated
	Value i18n.Text
}

// Fail writes f to Err: as text, or as JSON or YAML in the one document that is written there, with
// the warnings in it. Quiet does not silence it. A second failure after that document is dropped.
// Texts of more than some thousand bytes are cut, and after 100 problems the others are counted. A
// list that is still open is abandoned: see Rows.
func (p *Printer) Fail(f Failure) {
	language := p.language
	if p.form.Documents() {
		language = p.documentLanguage
	}
	said := f.said(language).short()
	if p.rows != nil {
		p.rows.Abandon()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.drawLocked("", 0)
	if !p.form.Documents() {
		p.writeErrLocked([]byte(said.text(p.errInk)))
		return
	}
	p.document(said.document(p.warnings))
}

// failureDocument is a failure for scripts. Its names and their order are an interface.
type failureDocument struct {
	Success    bool
	Code       string
	Message    string
	RequestID  string `json:"RequestId"`
	HTTPStatus int    `json:"HttpStatus"`
	Attempts   int
	Outcome    string
	Hint       string
	ExitCode   int
	Problems   []problemDocument `json:",omitempty"`
	NotDone    []string          `json:",omitempty"`
	Warnings   []string          `json:",omitempty"`
	Sandbox    bool              `json:",omitempty"`
}

type problemDocument struct{ Parameter, Given, Rule, Suggestion string }

// sentence is the message for a script: the service's own, or what is known here, which the title
// is part of.
func (f saidFailure) sentence() string {
	switch {
	case f.Message == "":
		return f.Title
	case f.HTTPStatus == 0 || f.Outcome == "done": // the service said nothing of what failed here
		return f.Title + f.language.Exact(i18n.N("; ")) + f.Message
	}
	return f.Message
}

func (f saidFailure) document(warnings []string) failureDocument {
	d := failureDocument{
		Code: f.Code, Message: f.sentence(), RequestID: f.RequestID,
		HTTPStatus: f.HTTPStatus, Attempts: f.Attempts, Outcome: f.Outcome,
		Hint: strings.ReplaceAll(strings.Join(f.Hints, f.language.Exact("; ")), "  ", " "), ExitCode: f.ExitCode, NotDone: f.NotDone, Warnings: warnings, Sandbox: f.Sandbox,
	}
	for _, p := range f.Problems {
		d.Problems = append(d.Problems, problemDocument{p.where, p.given, p.rule, p.suggestion})
	}
	return d
}
