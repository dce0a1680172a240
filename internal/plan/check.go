package plan

import (
	"context"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

// Check reads the live permissions again and gives the plan as it is now. A row whose live values
// are neither what the plan saw nor what it wants is stale and is not done; one that has the wanted
// values is unchanged, as after an interrupted apply. The plan itself stays as it is.
func (p *Plan) Check(ctx context.Context, live Live) (*Plan, error) {
	x, err := readIndex(ctx, live, p.InstanceID)
	if err != nil {
		return nil, i18n.Errorf("check plan: %w", err)
	}
	checked := &Plan{Endpoint: p.Endpoint, InstanceID: p.InstanceID, MadeAt: p.MadeAt, Rows: make([]Row, len(p.Rows)), waves: p.waves}
	for i, row := range p.Rows {
		switch row.Action {
		case Update:
			row.checkLive(x.ids[row.ID])
		case Create:
			row.checkAbsent(x.names[row.Name])
		case Unchanged, Missing, Conflict, Stale:
		}
		checked.Rows[i] = row
	}
	settleNames(checked.Rows, x)
	return checked, nil
}

// checkLive keeps the changes that are still to do.
func (r *Row) checkLive(live *joinperm.Listed) {
	if live == nil {
		r.fail(Stale, i18n.T("permission %s was deleted after the plan was made", r.ID))
		return
	}
	if name := string(live.JoinPermissionName); r.change(fieldName) == nil && name != r.Name {
		r.fail(Stale, i18n.T("permission %s was %s when the plan was made and is %s now", r.ID, r.Name, name))
		return
	}
	left := []FieldChange{}
	for _, c := range r.Changes {
		switch now := liveValue(live, c.Field); now {
		case c.New:
		case c.Live:
			left = append(left, c)
		default:
			r.fail(Stale, i18n.T("%s was %s when the plan was made and is %s now", i18n.Word(c.Label()), orNothing(c.Live), orNothing(now)))
			return
		}
	}
	r.Name, r.Changes = string(live.JoinPermissionName), left
	r.decide(live)
}

// checkAbsent compares a creation with the permissions that now have its name: one with the wanted
// values was created by an interrupted apply.
func (r *Row) checkAbsent(found []*joinperm.Listed) {
	if len(found) == 0 {
		return
	}
	made := joinperm.Creation{Set: r.set()}
	if len(found) > 1 || !made.AppliedTo(found[0]) {
		r.fail(Stale, i18n.T("%[2]s took the name %[1]s after the plan was made", r.Name, idsOf(found)))
		return
	}
	live := found[0]
	left := []FieldChange{}
	if c := r.change(FieldEnabled); c != nil && c.New != string(live.Enabled) {
		left = append(left, FieldChange{Field: FieldEnabled, Live: string(live.Enabled), New: c.New})
	}
	r.ID, r.Changes = string(live.JoinPermissionID), left
	r.decide(live)
}

func liveValue(live *joinperm.Listed, field string) string {
	if f := fields()[field]; f != nil {
		return *f.Of(live)
	}
	return string(live.Enabled)
}

func orNothing(value string) i18n.Text {
	if value == "" {
		return i18n.T("nothing")
	}
	return i18n.Raw(value)
}
