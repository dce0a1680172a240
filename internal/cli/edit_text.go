package cli

import (
	"bytes"
	"errors"
	"iter"
	"path/filepath"
	"strings"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
	"linkwanctl/internal/plan/manifest"
	"linkwanctl/internal/text"
)

// editText is what the editor of `joinperm edit` gets: a header of comments, the problems of the last
// attempt among them, and the permission as a manifest of one row.
type editText struct {
	language *i18n.Catalogue
	title    i18n.Text // names the permission and its place
	problems []text.Problem
	body     string
}

// manifestOf is the permission as a manifest, and the row in it.
func manifestOf(p *joinperm.Listed) (body string, row manifest.Row, err error) {
	row, _ = manifest.RowOf(p) // what no manifest can have is left out, and stays as it is
	row.ID, row.Name = p.Key(), ""
	var b bytes.Buffer
	one := iter.Seq2[manifest.Row, error](func(yield func(manifest.Row, error) bool) { yield(row, nil) })
	err = manifest.Write(&b, "yaml", one)
	return b.String(), row, err
}

// String gives the file.
func (t editText) String() string {
	lines := []i18n.Text{
		i18n.T("Edit %s. Lines that begin with # are ignored.", t.title),
		i18n.T("Save and close the file to see what changes. An empty or unchanged file changes nothing."),
		i18n.T("A value whose line you remove stays as it is."),
	}
	if len(t.problems) > 0 {
		lines = append(lines, i18n.Text{}, i18n.T("Not accepted:"))
	}
	for _, p := range t.problems {
		lines = append(lines, i18n.Join("  ", i18n.Text{}, p.Text()))
	}
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(strings.TrimRight("# "+output.Escape(t.language.Say(line)), " ") + "\n")
	}
	return b.String() + "\n" + t.body
}

// headerLines is how many lines stand before the body with that many problems.
func headerLines(problems int) int {
	return strings.Count(editText{problems: make([]text.Problem, problems)}.String(), "\n")
}

// bodyOf is an edited file without the comments and empty lines at its top.
func bodyOf(edited string) string {
	for edited != "" {
		line, rest, _ := strings.Cut(edited, "\n")
		if trimmed := strings.TrimSpace(line); trimmed != "" && trimmed[0] != '#' {
			return edited
		}
		edited = rest
	}
	return ""
}

// meaning is a body without anything that says nothing, to see whether it was changed.
func meaning(body string) string {
	var kept []string
	for line := range strings.SplitSeq(body, "\n") {
		if trimmed := strings.TrimSpace(line); trimmed != "" && trimmed[0] != '#' {
			kept = append(kept, strings.TrimRight(line, " \t\r"))
		}
	}
	return strings.Join(kept, "\n")
}

// editedRow reads the row of permission id. The lines of the problems are those of the file that
// shows the problems at its top.
func editedRow(body, path, id string) (manifest.Row, []text.Problem) {
	row, problems := readEdited(body, path, id, 0)
	if len(problems) > 0 {
		row, problems = readEdited(body, path, id, headerLines(len(problems)))
	}
	return row, problems
}

func readEdited(body, path, id string, above int) (manifest.Row, []text.Problem) {
	name := filepath.Base(path)
	source := manifest.Source{Name: name, Reader: strings.NewReader(strings.Repeat("#\n", above) + body)}
	rows, err := manifest.Read([]manifest.Source{source}, manifest.Options{Format: "yaml"})
	var wrong *manifest.Error
	switch {
	case errors.As(err, &wrong):
		return manifest.Row{}, wrong.Problems
	case err != nil:
		return manifest.Row{}, []text.Problem{{Rule: i18n.Of(err)}}
	case len(rows) != 1:
		return manifest.Row{}, []text.Problem{{Where: rows[1].Place, Rule: i18n.T("is a second permission: edit changes only one")}}
	case rows[0].ID != id:
		return manifest.Row{}, []text.Problem{{Where: rows[0].Place, Rule: i18n.T("must be permission %s: edit cannot change the id", id)}}
	}
	return rows[0], nil
}
