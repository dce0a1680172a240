package history

import (
	"slices"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/plan"
)

// Written is what was written to the permissions, all that may have been included: the rows to
// bring back, backwards, as a plan has them, and the permissions that were created.
type Written struct {
	Rows    []plan.Row // New is the value before, Live the one that was written
	Created []Row      // without an ID where it is not known whether the creation was carried out
}

// Empty reports whether nothing can have been changed.
func (w Written) Empty() bool { return len(w.Rows)+len(w.Created) == 0 }

// Includes reports whether it has every permission that the run changed.
func (w Written) Includes(run *Run) bool {
	has := map[string]bool{}
	for i := range w.Rows {
		has[w.Rows[i].ID] = true
	}
	return !slices.ContainsFunc(run.Written().Rows, func(row plan.Row) bool { return !has[row.ID] })
}

// step is a row that may have been done.
type step struct {
	at    time.Time
	row   Row
	entry *Entry // nil for one that was in flight when its process was killed, or had not begun
}

// Written gives what the run changed, or may have changed.
func (r *Run) Written() Written {
	steps := make([]step, len(r.Rows))
	for i := range r.Rows {
		steps[i] = step{r.Time, r.Rows[i], nil}
		if steps[i].row.Place == "" { // an update or an edit has no file
			steps[i].row.Place = r.ID
		}
		if e, ended := r.Entries[i]; ended {
			steps[i].entry = &e
		}
	}
	return fold(steps)
}

// fold follows each field through the steps: where one wrote upon what another had written, the
// value before both is the old one.
func fold(steps []step) Written {
	var w Written
	at := map[string]int{}
	for _, s := range steps {
		changes := s.written()
		if s.row.Action == plan.Create {
			if len(changes) > 0 {
				created := s.row
				if s.entry != nil {
					created.ID = s.entry.ID
				}
				w.Created = append(w.Created, created)
			}
			continue
		}
		i, known := at[s.row.ID]
		if !known && len(changes) > 0 {
			i = len(w.Rows)
			at[s.row.ID] = i
			w.Rows = append(w.Rows, plan.Row{Place: s.row.Place, ID: s.row.ID, Name: s.row.Name, Action: plan.Update})
		}
		for _, c := range changes {
			w.Rows[i].Changes = follow(w.Rows[i].Changes, c)
		}
	}
	return w
}

// follow adds a change to what was written before it.
func follow(all []plan.FieldChange, c Change) []plan.FieldChange {
	next := plan.FieldChange{Field: c.Field, Live: c.New, New: c.Old}
	at := slices.IndexFunc(all, func(had plan.FieldChange) bool { return had.Field == c.Field })
	if at < 0 {
		return append(all, next)
	}
	if all[at].Live == c.Old {
		next.New = all[at].New
	}
	all[at] = next
	return all
}

// written are the changes of a row that were made, or may have been.
func (s step) written() []Change {
	if s.entry == nil {
		return s.row.Changes
	}
	switch e := s.entry; {
	case e.Outcome == plan.OutcomeUpdated, e.Outcome == plan.OutcomeCreated, e.Outcome == Found, e.CallOutcome == api.Unknown:
		return s.row.Changes
	default:
		return slices.DeleteFunc(slices.Clone(s.row.Changes), func(c Change) bool { return !slices.Contains(e.Done, c.Field) })
	}
}
