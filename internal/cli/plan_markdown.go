package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
	"linkwanctl/internal/plan"
)

// markdownForm is a form of `joinperm diff` alone: other results are no tables of this kind.
const markdownForm = "markdown"

// takeMarkdown reports whether -o asks for Markdown. The settings, which do not know it, are told
// that it is a table: what goes wrong is said as text.
func takeMarkdown(cmd *cobra.Command) bool {
	flag := cmd.Flags().Lookup("output")
	if !strings.EqualFold(flag.Value.String(), markdownForm) {
		return false
	}
	_ = flag.Value.Set(string(output.Table))
	return true
}

// formsOf are the values of -o that completion offers.
func formsOf(cmd *cobra.Command, forms []string) []string {
	if cmd.CommandPath() == "linkwanctl joinperm diff" {
		return append(slices.Clone(forms), markdownForm)
	}
	return forms
}

// showMarkdown is the plan as the result, in Markdown.
func (s *session) showMarkdown(p *plan.Plan) error {
	return s.show(output.Result{Document: p, Text: s.planMarkdown("linkwanctl joinperm diff", p).String()})
}

// planMarkdown is a plan for a pull request: the counts, the place, and a line for each field that is to
// change or row that cannot be done.
func (s *session) planMarkdown(heading string, p *plan.Plan) output.Markdown {
	m := s.markdown(heading, planCounts(p.Counts()))
	for i := range p.Rows {
		row := &p.Rows[i]
		if row.Action != plan.Unchanged {
			m.Rows = append(m.Rows, s.markdownRows(row.ID, row.Name, row.Changes, planNote(row))...)
		}
	}
	return m
}

// planNote is what a person has to know about a row beside its values.
func planNote(row *plan.Row) i18n.Text {
	switch {
	case !row.Problem.Empty():
		return i18n.T("%s: %s", row.Place, row.Problem)
	case !row.Doubtful.Empty():
		return row.Doubtful
	case row.Action == plan.Create:
		return i18n.T("to create")
	}
	return i18n.Text{}
}

// markdown begins a table of permissions.
func (s *session) markdown(heading string, counts i18n.Text) output.Markdown {
	m := output.Markdown{Heading: heading, Paragraphs: []string{s.say(counts), s.say(s.circumstances())}}
	for _, label := range []string{i18n.N("permission"), i18n.N("field"), i18n.N("live"), i18n.N("new"), i18n.N("note")} {
		m.Columns = append(m.Columns, s.say(i18n.Word(label)))
	}
	m.More = func(rows int) string {
		if rows == 1 {
			return s.say(i18n.T("and 1 more line"))
		}
		return s.say(i18n.T("and %d more lines", rows))
	}
	return m
}

// markdownRows are the lines of one permission, of which the first has the note.
func (s *session) markdownRows(id, name string, changes []plan.FieldChange, note i18n.Text) [][]string {
	permission := strings.TrimSpace(output.MarkdownCode(id) + " " + output.MarkdownCode(name))
	if len(changes) == 0 {
		return [][]string{{permission, "", "", "", output.MarkdownText(s.say(note))}}
	}
	rows := make([][]string, len(changes))
	for i, c := range changes {
		live, wanted := c.Shown()
		remark := c.Effect
		switch {
		case i == 0 && remark.Empty():
			remark = note
		case i == 0 && !note.Empty():
			remark = i18n.T("%s; %s", note, remark)
		}
		rows[i] = []string{
			permission, output.MarkdownText(s.say(i18n.Word(c.Label()))), output.MarkdownCode(s.say(live)), output.MarkdownCode(s.say(wanted)), output.MarkdownText(s.say(remark)),
		}
	}
	return rows
}
