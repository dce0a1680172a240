package manifest

import (
	"errors"
	"slices"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/text"
)

// kind is how a value is written.
type kind int

const (
	quotedText kind = iota
	plain           // without quotes: a word or a number
	truth           // true or false
	null            // nothing
	list            // several values
	object          // keys and values
	tagged          // with a YAML tag
)

// entry is a key and its value as a file has them.
type entry struct {
	key       string
	keyAt, at text.Position
	value     string
	kind      kind
}

// cell is what a row has for a field.
type cell struct {
	at      text.Position
	keyLine int // 0 where the row does not have the key
	isRight bool
	normal  string
}

// The first fields of joinperm.ManifestFields.
const (
	fieldID   = 0
	fieldName = 1
)

// row checks a row and keeps it if it is right.
func (r *reading) row(at text.Position, entries []entry) {
	if r.count++; r.count > mostRows {
		if r.excess == "" {
			r.excess = r.place(at)
		}
		return
	}
	before := r.wrong()
	cells := make([]cell, len(r.fields))
	for i := range entries {
		r.cell(cells, &entries[i])
	}
	id, name, last := &cells[fieldID], &cells[fieldName], len(cells)-1
	if id.keyLine == 0 && name.keyLine == 0 {
		r.complain(at, "", i18n.T("has neither id nor name"), "")
	}
	r.unique(r.ids, "id", id)
	r.unique(r.names, "name", name)
	if r.wrong() > before {
		return
	}
	row := Row{Place: r.place(at), ID: id.normal, Enabled: joinperm.Bool(cells[last].normal)}
	if id.keyLine == 0 {
		row.Name, name.isRight = name.normal, false
	}
	for i := fieldName; i < last; i++ {
		if cells[i].isRight {
			row.Set = append(row.Set, joinperm.Assignment{Field: &r.fields[i], Value: cells[i].normal})
		}
	}
	r.rows = append(r.rows, row)
}

// cell checks an entry by its field's rule.
func (r *reading) cell(cells []cell, e *entry) {
	i := fieldOf(r.fields, e.key)
	if i < 0 {
		r.complain(e.keyAt, shown(e.key), i18n.T("is not a key of a row"), r.nearest(e.key))
		return
	}
	c, f := &cells[i], &r.fields[i]
	if c.keyLine > 0 {
		r.complain(e.keyAt, e.key, i18n.T("is already given on line %d", c.keyLine), "")
		return
	}
	c.at, c.keyLine = e.at, e.keyAt.Line
	if rule := misfit(f, e); !rule.Empty() {
		r.complain(e.at, e.key, rule, "")
		return
	}
	normal, err := f.Rule(e.value)
	var refused *text.Problem
	if errors.As(err, &refused) {
		r.complain(e.at, e.key+" "+quoted(e.value), refused.Rule, refused.Suggestion)
		return
	}
	c.normal, c.isRight = normal, true
}

// roundedNumber is what a spreadsheet, and JavaScript, make of a long number.
var roundedNumber = text.Pattern(`^-?[0-9](\.[0-9]+)?[eE]\+[0-9]+$`)

// misfit reports a value whose type does not fit the field.
func misfit(f *joinperm.Field, e *entry) i18n.Text {
	switch {
	case e.kind == list:
		return i18n.T("takes one value, not a list")
	case e.kind == object:
		return i18n.T("takes one value, not keys and values")
	case e.kind == tagged:
		return i18n.T("takes no YAML tag")
	case e.kind == null:
		return i18n.T("has no value; leave it out to keep the current one")
	case e.kind == truth && f.Key != "enabled":
		return i18n.T("is not true or false; put the value in quotes if it is text")
	case e.kind == plain && roundedNumber().MatchString(e.value):
		return i18n.T("%s was rounded by a program such as a spreadsheet: write all digits, as text", shown(e.value))
	}
	return i18n.Text{}
}

// unique complains of a key that an earlier row has.
func (r *reading) unique(seen map[string]first, key string, c *cell) {
	if !c.isRight {
		return
	}
	before, isSeen := seen[c.normal]
	if !isSeen {
		seen[c.normal] = first{r.index, r.file, c.at.Line}
		return
	}
	rule := i18n.T("is already used on line %d", before.line)
	if before.index != r.index {
		rule = i18n.T("is already used at %s", text.Position{Line: before.line}.In(before.file))
	}
	r.complain(c.at, key+" "+shown(c.normal), rule, "")
}

// fieldOf gives the index of a key, -1 for none.
func fieldOf(fields []joinperm.Field, key string) int {
	return slices.IndexFunc(fields, func(f joinperm.Field) bool { return f.Key == key })
}

// nearest returns the key that was probably meant, or "", as long as problems are listed. A field's
// other names are known.
func (r *reading) nearest(given string) string {
	if len(r.problems) == mostProblems {
		return ""
	}
	keys := map[string]string{}
	var names []string
	for i := range r.fields {
		f := &r.fields[i]
		for _, name := range []string{f.Key, f.Param, f.Flag, f.Label} {
			names = append(names, name)
			keys[name] = f.Key
		}
	}
	return keys[text.Nearest(given, names)]
}
