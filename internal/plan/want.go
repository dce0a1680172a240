package plan

import (
	"context"

	"linkwanctl/internal/joinperm"
)

// Want is one wanted row. It names a permission by ID, or else by Name. Beside
// an ID, Name is a value to hold like those of Set. Every value passed its rule
// and is in its normal form; fields that are not set are left alone.
type Want struct {
	Place    string // file:line:column, for people
	ID, Name string
	Set      []joinperm.Assignment
	Enabled  joinperm.Bool // "" where it is not given
}

// Live reads all permissions of the account, page by page; *api.Client does.
type Live interface {
	EachOwned(ctx context.Context, filter map[string]string, instanceID string, each func(*joinperm.Listed) error) error
}

// name is the wanted name, "" where none is given.
func (w Want) name() string {
	for _, a := range w.Set {
		if a.Field.Param == fieldName {
			return a.Value
		}
	}
	return w.Name
}

// values are the fields to hold, in the order of all fields.
func (w Want) values(fields []joinperm.Field) []joinperm.Assignment {
	all := make([]joinperm.Assignment, 0, len(w.Set)+1)
	for _, f := range fields {
		if value, given := w.value(f); given {
			all = append(all, joinperm.Assignment{Field: &f, Value: value})
		}
	}
	return all
}

func (w Want) value(f joinperm.Field) (string, bool) {
	for _, a := range w.Set {
		if a.Field.Param == f.Param {
			return a.Value, true
		}
	}
	return w.Name, f.Param == fieldName && w.Name != ""
}

// key is the name that finds the permission of a row without an ID.
func (w Want) key() string {
	if w.Name != "" {
		return w.Name
	}
	return w.name()
}
