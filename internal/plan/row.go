package plan

import (
	"sync"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

// Action is what an apply does with a row.
type Action string

// The actions.
const (
	Update    Action = "update"    // some of its values differ
	Create    Action = "create"    // no permission has its name
	Unchanged Action = "unchanged" // the service has all its values: it costs no call
	Missing   Action = "missing"   // there is no such permission, and none is created; see Problem
	Conflict  Action = "conflict"  // it contradicts another row or another permission; see Problem
	Stale     Action = "stale"     // the live values changed since the plan was made; see Problem
)

// Row is the planned action for one wanted row.
type Row struct {
	Place string `json:"Place"`            // of the row: file:line:column
	ID    string `json:"JoinPermissionId"` // "" for one that does not exist
	// Name is the present name, or the wanted one if there is no permission yet.
	Name    string        `json:"JoinPermissionName"`
	Action  Action        `json:"Action"`
	Changes []FieldChange `json:"Changes"` // what differs, in the fields' order; never null when written
	// Doubtful says why the service is likely to refuse the update, "" if it is not; Renter is the
	// account that the permission is authorised to then.
	Doubtful i18n.Text `json:"Doubtful,omitzero"`
	Renter   string    `json:"RenterAliyunId,omitempty"`
	// Nodes is how many nodes use the permission, "" if they were not counted.
	Nodes   joinperm.Number `json:"NodesCnt,omitempty"`
	Wave    int             `json:"Wave,omitempty"`   // in which an apply does it, 0 without waves
	Problem i18n.Text       `json:"Problem,omitzero"` // why it cannot be done

	skip i18n.Text // why Select skips it, "" where it does not
}

// FieldChange is one field of a row, with its live value.
type FieldChange struct {
	Field  string    `json:"Field"` // the API's name; FieldEnabled is the state
	Live   string    `json:"Live"`  // "" if the service does not return it, and in a creation
	New    string    `json:"New"`
	Effect i18n.Text `json:"Effect,omitzero"` // on the nodes, if they were counted
}

// The names of the fields that are treated specially.
const (
	FieldEnabled = "Enabled" // set by a separate action
	fieldName    = "JoinPermissionName"
)

// Label is the field as prose names it.
func (c FieldChange) Label() string {
	if f := fields()[c.Field]; f != nil {
		return f.Label
	}
	return "enabled"
}

// Shown are the live and the new value as a person reads them.
func (c FieldChange) Shown() (live, wanted i18n.Text) {
	if f := fields()[c.Field]; f != nil {
		return f.ShownValue(c.Live), f.ShownValue(c.New)
	}
	if c.Live == "" {
		return i18n.Raw("–"), i18n.Raw(c.New)
	}
	return i18n.Raw(c.Live), i18n.Raw(c.New)
}

// fields are the settable ones by the API's name. They never change, and every row asks for them.
var fields = sync.OnceValue(func() map[string]*joinperm.Field {
	all := map[string]*joinperm.Field{}
	for _, f := range joinperm.Fields() {
		all[f.Param] = &f
	}
	return all
})

// toDo reports whether the row needs calls.
func (r *Row) toDo() bool { return r.Action == Update || r.Action == Create }

// change finds a field's change, nil if there is none.
func (r *Row) change(field string) *FieldChange {
	for i := range r.Changes {
		if r.Changes[i].Field == field {
			return &r.Changes[i]
		}
	}
	return nil
}

// set are the values that an update or a creation sends: all but the state.
func (r *Row) set() []joinperm.Assignment {
	var set []joinperm.Assignment
	for _, c := range r.Changes {
		if f := fields()[c.Field]; f != nil {
			set = append(set, joinperm.Assignment{Field: f, Value: c.New})
		}
	}
	return set
}

// fail says why a row cannot be done.
func (r *Row) fail(action Action, problem i18n.Text) { r.Action, r.Problem = action, problem }
