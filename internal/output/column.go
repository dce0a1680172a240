package output

import (
	"slices"
	"strings"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// Column is one column of a list.
type Column struct {
	// Name is the API's own, in JSON, YAML and CSV: JoinPermissionId. The names within an object
	// are joined by points: DataDispatchConfig.Destination.
	Name string
	// Label is the table's head: "rx delay".
	Label string
	// Wide columns are left out unless they are asked for, all or by name.
	Wide bool
	// Keep is for the columns that a narrow terminal shows too. Where a table does not fit, the
	// others are hidden, the last one first. The first column is always shown.
	Keep bool

	said string // the label in the language of the table
}

// ColumnError reports columns that were asked for and do not exist.
type ColumnError struct {
	Problems []text.Problem // one for each mistake in --columns
	Columns  []string       // the names that would be right, not escaped; none where the result has no columns
}

// Error gives all problems and the names in one line, not escaped.
func (e *ColumnError) Error() string {
	var all []string
	for _, p := range e.Problems {
		all = append(all, i18n.Join(" ", i18n.Raw(strings.TrimSpace(p.Where+" "+p.Given)), p.Predicate()).String())
	}
	text := strings.Join(all, "; ")
	if len(e.Columns) > 0 {
		text += "; the columns are " + strings.Join(e.Columns, ", ")
	}
	return text
}

// shown gives the places of the columns to show.
func (p *Printer) shown(columns []Column) ([]int, error) {
	if len(p.columns) > 0 {
		return pick(p.columns, columns)
	}
	var at []int
	for i, c := range columns {
		if p.wide || !c.Wide {
			at = append(at, i)
		}
	}
	return at, nil
}

// apiNames replaces the labels among the wanted columns: a query's answer has only names.
func apiNames(wanted []string, columns []Column) []string {
	var names []string
	for _, name := range wanted {
		if i := placeOf(name, columns); i >= 0 {
			name = columns[i].Name
		}
		names = append(names, name)
	}
	return names
}

// pick gives the places of the wanted columns, or a *ColumnError with all that is wrong about them.
// Twice the same column is refused: readers of CSV keep the last of two equal names and drop the
// other without a word.
func pick(wanted []string, columns []Column) ([]int, error) {
	var at []int
	var problems []text.Problem
	for _, name := range wanted {
		i := placeOf(name, columns)
		problem := text.Problem{Where: "--columns", Given: strings.TrimSpace(name)}
		switch {
		case problem.Given == "":
			problem.Rule = i18n.T("has an empty name")
		case i < 0:
			problem.Rule = i18n.T("is not a column")
			if len(problems) < mostProblems { // no more are shown, and to look for one takes long
				problem.Suggestion = text.Nearest(name, known(columns))
			}
		case slices.Contains(at, i):
			problem.Rule = i18n.T("is already in the list")
		default:
			at = append(at, i)
			continue
		}
		problems = append(problems, problem)
	}
	if len(problems) > 0 {
		return nil, &ColumnError{Problems: problems, Columns: known(columns)[:len(columns)]}
	}
	return at, nil
}

// placeOf gives the column of that name or label, -1 for none. A name goes before another column's
// label.
func placeOf(name string, columns []Column) int {
	i := slices.IndexFunc(columns, func(c Column) bool { return c.Name == strings.TrimSpace(name) })
	if text.Fold(name) == "" { // a column without a label is not meant by a dash
		return i
	}
	if i < 0 {
		i = slices.IndexFunc(columns, func(c Column) bool { return text.Fold(c.Name) == text.Fold(name) })
	}
	if i < 0 {
		i = slices.IndexFunc(columns, func(c Column) bool {
			return text.Fold(c.Label) == text.Fold(name) || c.said != "" && c.said == strings.TrimSpace(name)
		})
	}
	return i
}

// known gives all names, and after them all labels.
func known(columns []Column) []string {
	var names, labels []string
	for _, c := range columns {
		names, labels = append(names, c.Name), append(labels, c.Label)
	}
	return append(names, labels...)
}

// named makes columns of what is name and label in one.
func named(names []string) []Column {
	columns := make([]Column, len(names))
	for i, name := range names {
		columns[i] = Column{Name: name, Label: name}
	}
	return columns
}

// labelled gives the columns with their labels in the printer's language.
func (p *Printer) labelled(columns []Column) []Column {
	if p.language == nil {
		return columns
	}
	columns = slices.Clone(columns)
	for i, c := range columns {
		columns[i].said = p.language.Exact(c.Label)
	}
	return columns
}
