package plan

import (
	"cmp"
	"context"
	"time"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

// Options say how a plan is made.
type Options struct {
	Create   bool      // create a permission for a name that none has, instead of calling it missing
	Endpoint string    // kept in the plan, so that it is not applied elsewhere
	MadeAt   time.Time // kept in the plan
}

// Make compares the wanted rows with the live permissions, which it reads once, and gives the plan
// of what differs. What cannot be done is a row of the plan too, with its Problem; an error means
// that the live list could not be read.
func Make(ctx context.Context, live Live, instanceID string, wants []Want, o Options) (*Plan, error) {
	x, err := readIndex(ctx, live, instanceID)
	if err != nil {
		return nil, i18n.Errorf("make plan: %w", err)
	}
	p := &Plan{Endpoint: o.Endpoint, InstanceID: instanceID, MadeAt: o.MadeAt, Rows: make([]Row, 0, len(wants))}
	for _, w := range wants {
		p.Rows = append(p.Rows, x.row(w, o.Create))
	}
	refuseTwice(p.Rows)
	settleNames(p.Rows, x)
	return p, nil
}

// row finds the permission of a row and what differs.
func (x *index) row(w Want, create bool) Row {
	row := Row{Place: w.Place, ID: w.ID, Name: w.name(), Changes: []FieldChange{}}
	if w.ID != "" {
		if live := x.ids[w.ID]; live != nil {
			row.differ(w, live)
		} else {
			row.fail(Missing, i18n.T("permission %s does not exist", w.ID))
		}
		return row
	}
	row.Name = w.key()
	switch found := x.names[w.key()]; {
	case row.Name == "":
		row.fail(Missing, i18n.T("no id or name is given"))
	case len(found) == 1:
		row.differ(w, found[0])
	case len(found) > 1:
		row.fail(Conflict, i18n.T("the name %s is used by %s: give the id", row.Name, idsOf(found)))
	case create:
		row.create(w)
	default:
		row.fail(Missing, i18n.T("no permission is named %s", row.Name))
	}
	return row
}

// differ fills the row with what differs from the live permission.
func (r *Row) differ(w Want, live *joinperm.Listed) {
	r.ID, r.Name = string(live.JoinPermissionID), string(live.JoinPermissionName)
	for _, a := range w.values() {
		if old := *a.Field.Of(live); old != a.Value {
			r.Changes = append(r.Changes, FieldChange{Field: a.Field.Param, Live: old, New: a.Value})
		}
	}
	if w.Enabled != "" && w.Enabled != live.Enabled {
		r.Changes = append(r.Changes, FieldChange{Field: FieldEnabled, Live: string(live.Enabled), New: string(w.Enabled)})
	}
	r.decide(live)
}

// decide chooses the action of a row whose changes are known, and says whether the service is
// likely to refuse it. It does not refuse enabling because of a renter.
func (r *Row) decide(live *joinperm.Listed) {
	r.Action, r.Doubtful, r.Renter = Unchanged, i18n.Text{}, ""
	if len(r.Changes) == 0 {
		return
	}
	r.Action = Update
	if live.AuthState == joinperm.AuthAccepted && r.Changes[0].Field != FieldEnabled {
		r.Renter = cmp.Or(string(live.RenterAliyunID), i18n.N("another account"))
		r.Doubtful = i18n.T("authorised to %s, Link WAN will probably refuse it", i18n.Word(r.Renter))
	}
}

// create fills the row of a permission to create. The state of a new one is not documented, so a
// wanted state is always set.
func (r *Row) create(w Want) {
	given := map[string]string{}
	for _, a := range w.values() {
		given[a.Field.Param] = a.Value
		r.Changes = append(r.Changes, FieldChange{Field: a.Field.Param, New: a.Value})
	}
	if w.Enabled != "" {
		r.Changes = append(r.Changes, FieldChange{Field: FieldEnabled, New: string(w.Enabled)})
	}
	r.Action = Create
	var reasons []i18n.Text
	_, refusals := joinperm.NewCreation(given)
	for _, refusal := range refusals {
		reasons = append(reasons, i18n.Join(" ", i18n.Word(refusal.Field.Label), refusal.Problem.Text()))
	}
	if len(reasons) > 0 {
		r.fail(Missing, i18n.T("no permission is named %s, and none can be created: %s", r.Name, i18n.Join(", ", reasons...)))
	}
}

// refuseTwice makes conflicts of rows for the same permission: they may set different values.
func refuseTwice(rows []Row) {
	first := map[string]int{}
	for i := range rows {
		row := &rows[i]
		if row.ID == "" || row.Action == Missing {
			continue
		}
		j, twice := first[row.ID]
		if !twice {
			first[row.ID] = i
			continue
		}
		row.fail(Conflict, i18n.T("permission %s (%s) is already used at %s", row.ID, row.Name, rows[j].Place))
		if rows[j].Action != Conflict {
			rows[j].fail(Conflict, i18n.T("permission %s (%s) is used again at %s", row.ID, row.Name, row.Place))
		}
	}
}
