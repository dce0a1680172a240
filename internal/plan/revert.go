package plan

import (
	"context"
	"slices"
	"sort"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

// Revert compares what was written before with the live permissions, which it reads once, and gives
// the plan that brings the old values back. In a row, Live is the value that was written and New
// the one before. A field that has the old value needs nothing; a row with a value that is neither
// is stale, unless force brings the old one back all the same.
func Revert(ctx context.Context, live Live, instanceID string, written []Row, force bool, o Options) (*Plan, error) {
	x, err := readIndex(ctx, live, instanceID)
	if err != nil {
		return nil, i18n.Errorf("make plan: %w", err)
	}
	p := &Plan{Endpoint: o.Endpoint, InstanceID: instanceID, MadeAt: o.MadeAt, Rows: make([]Row, len(written))}
	for i, row := range written {
		row.bringBack(x.ids[row.ID], force)
		p.Rows[i] = row
	}
	settleNames(p.Rows, x)
	return p, nil
}

// bringBack keeps the changes that are to do.
func (r *Row) bringBack(live *joinperm.Listed, force bool) {
	written := r.Changes
	r.Changes = []FieldChange{}
	var unsettable i18n.Text
	if live == nil {
		r.fail(Stale, i18n.T("permission %s was deleted after the run", r.ID))
		return
	}
	r.Name = string(live.JoinPermissionName)
	for _, c := range written {
		c.Effect = i18n.Text{}
		now := liveValue(live, c.Field)
		old, problem := c.valueBefore()
		switch {
		case now == c.New, now == old:
			continue
		case !problem.Empty() && force: // the others are brought back
			unsettable = problem
			continue
		case !problem.Empty():
			r.fail(Stale, problem)
			return
		case now != c.Live && !force:
			r.fail(Stale, i18n.T("the run set %s to %s and it is %s now", i18n.Word(c.Label()), orNothing(c.Live), orNothing(now)))
			return
		}
		r.Changes = append(r.Changes, FieldChange{Field: c.Field, Live: now, New: old})
	}
	if len(r.Changes) == 0 && !unsettable.Empty() {
		r.fail(Stale, unsettable)
		return
	}
	sort.SliceStable(r.Changes, func(i, j int) bool { return placeOf(r.Changes[i].Field) < placeOf(r.Changes[j].Field) })
	r.decide(live)
}

// valueBefore is the value to bring back, in its normal form, or why that cannot be set.
func (c FieldChange) valueBefore() (string, i18n.Text) {
	f := fields()[c.Field]
	switch {
	case f == nil && c.Field == FieldEnabled && (c.New == "true" || c.New == "false"):
		return c.New, i18n.Text{}
	case f == nil:
		return "", i18n.T("%s cannot be set to %s", c.Field, orNothing(c.New))
	case c.New == "":
		return "", i18n.T("%s had no value before", i18n.Word(c.Label()))
	}
	old, err := f.Rule(c.New)
	if err != nil {
		return "", i18n.T("the old value of %s, %s, cannot be set: %s", i18n.Word(c.Label()), c.New, err)
	}
	return old, i18n.Text{}
}

// placeOf orders changes as the fields are, the state last.
func placeOf(field string) int {
	all := joinperm.Fields()
	if at := slices.IndexFunc(all, func(f joinperm.Field) bool { return f.Param == field }); at >= 0 {
		return at
	}
	return len(all)
}
