package history

import (
	"slices"
	"time"

	"linkwanctl/internal/plan"
)

// State is how far a run came.
type State string

// The states.
const (
	Running State = "running"
	Ended   State = "ended"   // every row has an outcome
	Stopped State = "stopped" // it ended early: the same command goes on with it
	Killed  State = "killed"  // its process ended without a word: the same command goes on with it
)

// State gives the state.
func (r *Run) State() State {
	switch {
	case r.Running:
		return Running
	case r.End == nil:
		return Killed
	case r.End.Why != "":
		return Stopped
	}
	return Ended
}

// Unfinished reports whether the run ended early.
func (r *Run) Unfinished() bool { return r.End == nil || r.End.Why != "" }

// latest is the last row of each permission: a run that is continued may have several.
func (r *Run) latest() map[string]int {
	latest := map[string]int{}
	for i := range r.Rows {
		latest[r.Rows[i].Key()] = i
	}
	return latest
}

// Counts are a run's permissions by what became of them.
type Counts struct{ Done, Failed, Unfinished int }

// Counts counts them.
func (r *Run) Counts() (c Counts) {
	for _, i := range r.latest() {
		switch e := r.Entries[i]; e.Outcome {
		case plan.OutcomeUpdated, plan.OutcomeCreated, Found:
			c.Done++
		case plan.OutcomeFailed, plan.OutcomeStale:
			c.Failed++
		default:
			c.Unfinished++
		}
	}
	return c
}

// Reverted says whether a run was reverted.
type Reverted string

// How far a run was reverted; "" is not at all.
const (
	RevertedAll  Reverted = "yes"
	RevertedPart Reverted = "partly"
)

// RevertedBy says whether one of the runs has reverted the run with the ID.
func RevertedBy(runs []*Run, id string) Reverted {
	var reverted Reverted
	for _, r := range runs {
		if r.Reverts != id {
			continue
		}
		counts := r.Counts()
		switch {
		case !r.Part && !r.Unfinished() && counts.Failed+counts.Unfinished == 0:
			return RevertedAll
		case counts.Done > 0 || r.End == nil:
			reverted = RevertedPart
		}
	}
	return reverted
}

// ToContinue is the newest of the runs, which are in that order, with the key and for the
// destination, if it ended early and was not reverted; else nil.
func ToContinue(runs []*Run, key, destination string) *Run {
	for _, r := range runs {
		if r.Key != key || r.Destination() != destination {
			continue
		}
		if r.Unfinished() && !r.Running && RevertedBy(runs, r.ID) == "" {
			return r
		}
		return nil
	}
	return nil
}

// Last is the one of the runs that changed something last for the target's destination and account,
// and is no revert: reverting it twice changes nothing more.
func Last(runs []*Run, target Header) *Run {
	var last *Run
	for _, r := range runs {
		later := last == nil || r.LastBegun().After(last.LastBegun())
		if later && r.Destination() == target.Destination() && r.Account == target.Account && r.Command != Revert && !r.Written().Empty() {
			last = r
		}
	}
	return last
}

// LastBegun is when a process last began, or continued, to carry out the run.
func (r *Run) LastBegun() time.Time {
	begun := r.Time
	for _, at := range r.Continued {
		if at.After(begun) {
			begun = at
		}
	}
	return begun
}

// Changed are the IDs of the permissions that the run changed, in the order of its rows.
func (r *Run) Changed() []string {
	var ids []string
	for i := range r.Rows {
		e, id := r.Entries[i], r.Rows[i].ID
		if isDone := e.Outcome == plan.OutcomeUpdated || e.Outcome == Found; isDone && id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// WaveOf gives the wave in which the run does a row of a plan, 0 for a row that it does not have.
func (r *Run) WaveOf() func(*plan.Row) int {
	waves := map[string]int{}
	for i := range r.Rows {
		waves[r.Rows[i].Key()] = r.Rows[i].Wave
	}
	return func(row *plan.Row) int {
		if wave, known := waves[row.ID]; known && row.ID != "" {
			return wave
		}
		return waves["name "+row.Name] // it was to be created
	}
}
