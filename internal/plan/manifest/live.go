package manifest

import (
	"errors"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/text"
)

// LeftOut is a live value that no manifest can have: the rule of its field refuses it, or would
// write it otherwise. A row without it keeps it as it is.
type LeftOut struct {
	Field joinperm.Field
	Value string
	Rule  i18n.Text // the predicate: "holds '-': a name has …"
}

// RowOf returns the row that describes a live permission as it is, and the values that it had to
// leave out. If the service returns no usable ID or name, the row names no permission and cannot be
// written.
func RowOf(p *joinperm.Listed) (Row, []LeftOut) {
	var row Row
	var left []LeftOut
	for _, f := range joinperm.ManifestFields() {
		value := *f.Of(p)
		if value == "" {
			continue
		}
		if rule := unfit(f, value); !rule.Empty() {
			left = append(left, LeftOut{f, value, rule})
			continue
		}
		switch {
		case f.Key == "id":
			row.ID = value
		case f.Key == "enabled":
			row.Enabled = joinperm.Bool(value)
		case f.Key == "name" && row.ID == "":
			row.Name = value
		default:
			row.Set = append(row.Set, joinperm.Assignment{Field: &f, Value: value})
		}
	}
	return row, left
}

// unfit says why reading a value back would not give the same value.
func unfit(f joinperm.Field, value string) i18n.Text {
	normal, err := f.Rule(value)
	var refused *text.Problem
	switch {
	case errors.As(err, &refused):
		return refused.Rule
	case normal != value:
		return i18n.T("would be written as %s", normal)
	}
	return i18n.Text{}
}

// value is what the row has for a field, "" for nothing.
func (row *Row) value(f *joinperm.Field) string {
	switch f.Key {
	case "id":
		return row.ID
	case "enabled":
		return string(row.Enabled)
	case "name":
		if row.Name != "" {
			return row.Name
		}
	}
	for i := range row.Set {
		if row.Set[i].Field.Key == f.Key {
			return row.Set[i].Value
		}
	}
	return ""
}
