package plan

import (
	"context"
	"slices"

	"linkwanctl/internal/joinperm"
)

// Want is one wanted row. It names a permission by ID, or else by Name. Beside an ID, Name is a
// value to set like those of Set. Every value passed its rule and is in its normal form; fields
// that are not set stay as they are.
type Want struct {
	Place    string // file:line:column, for people
	ID, Name string
	Set      []joinperm.Assignment // in the order of joinperm.Fields
	Enabled  joinperm.Bool         // "" if it is not given
}

// Live reads all permissions of the account, page by page; *api.Client does.
type Live interface {
	EachOwned(ctx context.Context, filter map[string]string, instanceID string, each func(*joinperm.Listed) error) error
}

// name is the wanted name, "" if there is none.
func (w Want) name() string {
	for _, a := range w.Set {
		if a.Field.Param == fieldName {
			return a.Value
		}
	}
	return w.Name
}

// values are the fields to set. The name is the first of all fields.
func (w Want) values() []joinperm.Assignment {
	isName := func(a joinperm.Assignment) bool { return a.Field.Param == fieldName }
	if w.Name == "" || slices.ContainsFunc(w.Set, isName) {
		return w.Set
	}
	return append([]joinperm.Assignment{{Field: fields()[fieldName], Value: w.Name}}, w.Set...)
}

// key is the name that finds the permission of a row without an ID.
func (w Want) key() string {
	if w.Name != "" {
		return w.Name
	}
	return w.name()
}
