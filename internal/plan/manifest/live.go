package manifest

import "linkwanctl/internal/joinperm"

// LeftOut is a live value that a manifest cannot hold: the rule of its field
// refuses it, or would write it otherwise. A row without it leaves it alone.
type LeftOut struct {
	Field joinperm.Field
	Value string
	Rule  string // the predicate: "holds '-': a name has …"
}

// RowOf gives the row that wants a live permission as it is, so that it differs
// from it in nothing, and what it had to leave out. Where the service tells
// neither an ID nor a name, or none that can be used, the row names no permission
// and cannot be written.
func RowOf(p *joinperm.Listed) (Row, []LeftOut) {
	var row Row
	var left []LeftOut
	for _, f := range joinperm.ManifestFields() {
		value := *f.Of(p)
		if value == "" {
			continue
		}
		if rule := unfit(f, value); rule != "" {
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

// unfit tells why reading a value would not give it back.
func unfit(f joinperm.Field, value string) string {
	normal, err := f.Rule(value)
	if err == nil && normal == value {
		return ""
	}
	_, refusals := joinperm.CheckFilter([]joinperm.Field{f}, map[string]string{f.Param: value})
	if len(refusals) > 0 {
		return refusals[0].Problem.Rule
	}
	return "would be written as " + escape(normal)
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
