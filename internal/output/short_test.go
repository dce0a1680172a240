package output

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// A failure whose every text has a megabyte, a thousand times, is still read on one screen or two,
// in each form; so are warnings, questions and the log.
func TestMessagesAreShortWhateverTheyAreAbout(t *testing.T) {
	t.Parallel()
	huge := strings.Repeat("凭", 1<<20)
	f := Failure{Title: i18n.Raw(huge), Code: huge, Message: i18n.Raw(huge), RequestID: huge, HTTPStatus: 400, Details: []Detail{{"permission", i18n.Raw(huge)}}, Hints: []i18n.Text{i18n.Raw(huge)}, ExitCode: 4}
	for range 1000 {
		f.Problems = append(f.Problems, text.Problem{Where: "--id", Given: "x", Rule: i18n.Raw("is none"), Suggestion: "y"})
	}
	f.Problems[0] = text.Problem{Where: huge, Given: huge, Rule: i18n.Raw(huge), Suggestion: huge}
	for _, form := range Forms() {
		var err bytes.Buffer
		p, _ := New(Options{Out: &err, Err: &err, Form: Form(form)})
		p.Warn(i18n.Raw(huge))
		p.Note(i18n.Raw(huge))
		p.Debug(huge)
		p.Prompt(i18n.Raw(huge))
		debugged := err.Len()
		p.Fail(f)
		said := err.String()
		if n := utf8.RuneCountInString(said); n > 32<<10 || !utf8.ValidString(said) {
			t.Errorf("%s: %d characters were said", form, n)
		}
		if n := strings.Count(said, "is none"); n != mostProblems-1 || !strings.Contains(said, "900 more problems are not shown") {
			t.Errorf("%s: %d problems are told", form, n)
		}
		if form == string(JSON) && !json.Valid([]byte(said[debugged:])) {
			t.Errorf("no JSON: %.300s", said)
		}
	}
}
