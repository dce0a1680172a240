package manifest

import (
	"fmt"

	"linkwanctl/internal/joinperm"
)

// kind is how a value is written; it tells a list from a scalar.
type kind int8

const (
	text   kind = iota // in quotes
	plain              // without quotes: a word or a number
	truth              // true or false
	null               // written as nothing
	list               // several values
	object             // keys and values
	tagged             // with a YAML tag
)

// entry is a key and its value as a file has them.
type entry struct {
	key       string
	keyAt, at spot
	value     string
	kind      kind
}

// column is a field and the last value that passed its rule: in most manifests
// many rows have the same.
type column struct {
	field         joinperm.Field
	given, normal string
}

// value is what the present row has for a column.
type value struct {
	at      spot
	keyLine int // 0 where the row does not have the key
	isRight bool
	normal  string
}

// The first columns of joinperm.ManifestFields, and the last one.
const (
	columnID   = 0
	columnName = 1
)

// row checks a row and keeps it if it is right.
func (r *reading) row(at spot, entries []entry) {
	if r.crowded(at) {
		return
	}
	before := r.wrong()
	clear(r.values)
	for i := range entries {
		r.entry(&entries[i])
	}
	id, name := &r.values[columnID], &r.values[columnName]
	if id.keyLine == 0 && name.keyLine == 0 {
		r.complain(at, "", "names no permission: it has neither id nor name", "")
	}
	r.firstOf(r.ids, "id", id)
	r.firstOf(r.names, "name", name)
	if r.wrong() > before {
		return
	}
	row := Row{Place: r.place(at), ID: id.normal, Enabled: joinperm.Bool(r.values[len(r.values)-1].normal)}
	if id.keyLine == 0 {
		row.Name, name.isRight = name.normal, false
	}
	row.Set = r.assignments()
	r.rows = append(r.rows, row)
}

func (r *reading) entry(e *entry) {
	i := columnOf(r.columns, e.key)
	if i < 0 {
		r.complain(e.keyAt, shown(e.key), "is not a key of a row", r.nearest(e.key))
		return
	}
	v, c := &r.values[i], &r.columns[i]
	if v.keyLine > 0 {
		r.complain(e.keyAt, e.key, fmt.Sprintf("is given on line %d already", v.keyLine), "")
		return
	}
	v.at, v.keyLine = e.at, e.keyAt.line
	if rule := misfit(c, e); rule != "" {
		r.complain(e.at, e.key, rule, "")
		return
	}
	if e.value == c.given && c.normal != "" {
		v.normal, v.isRight = c.normal, true
		return
	}
	normal, err := c.field.Rule(e.value)
	if err != nil {
		r.refuse(c.field, e)
		return
	}
	v.normal, v.isRight = normal, true
	c.given, c.normal = e.value, normal
}

// refuse asks joinperm for its words on a value that the rule refused.
func (r *reading) refuse(f joinperm.Field, e *entry) {
	_, refusals := joinperm.CheckFilter([]joinperm.Field{f}, map[string]string{f.Param: e.value})
	for _, refusal := range refusals {
		r.complain(e.at, e.key+" "+quoted(e.value), refusal.Problem.Rule, refusal.Problem.Suggestion)
	}
}

// roundedNumber is what a spreadsheet, and JavaScript, make of a long number.
var roundedNumber = lazily(`^-?[0-9](\.[0-9]+)?[eE]\+[0-9]+$`)

// misfit tells a value that is written as something which the field cannot be.
func misfit(c *column, e *entry) string {
	switch {
	case e.kind == list:
		return "takes one value, not a list"
	case e.kind == object:
		return "takes one value, not keys and values"
	case e.kind == tagged:
		return "takes no YAML tag"
	case e.kind == null:
		return "has no value; leave it out to keep the present one"
	case e.kind == truth && c.field.Key != "enabled":
		return "is not true or false; write the value in quotes if it is a word"
	case e.kind == plain && roundedNumber().MatchString(e.value):
		return shown(e.value) + " is a number that a program has rounded: write all of its digits, as text"
	}
	return ""
}

// firstOf holds a key to be the first of its kind in the manifest.
func (r *reading) firstOf(seen map[string]first, key string, v *value) {
	if !v.isRight {
		return
	}
	before, isSeen := seen[v.normal]
	if !isSeen {
		seen[v.normal] = first{r.index, v.at.line}
		return
	}
	where := fmt.Sprintf("on line %d", before.line)
	if before.file != r.index {
		where = "in " + Place{File: r.files[before.file], Line: before.line}.String()
	}
	r.complain(v.at, key+" "+shown(v.normal), "stands "+where+" already", "")
}

// assignments gives what the row sets: a slice of one large one, since a hundred
// thousand small ones cost more.
func (r *reading) assignments() []joinperm.Assignment {
	const rows = 256
	fields := len(r.columns) - 2 // neither the ID nor enabled
	if cap(r.spare)-len(r.spare) < fields {
		r.spare = make([]joinperm.Assignment, 0, rows*fields)
	}
	start := len(r.spare)
	for i := columnName; i < len(r.columns)-1; i++ {
		if v := r.values[i]; v.isRight {
			r.spare = append(r.spare, joinperm.Assignment{Field: &r.columns[i].field, Value: v.normal})
		}
	}
	return r.spare[start:len(r.spare):len(r.spare)]
}
