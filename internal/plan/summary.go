package plan

import (
	"sort"

	"linkwanctl/internal/api"
)

// Summary counts the results of a plan's rows; each is in one of the counts.
type Summary struct {
	Updated   int            `json:"Updated"`
	Created   int            `json:"Created"`
	Unchanged int            `json:"Unchanged"`
	Failed    int            `json:"Failed"`
	Stale     int            `json:"Stale"`
	Skipped   int            `json:"Skipped"`
	Attempts  int            `json:"Attempts"` // of all calls
	Ended     string         `json:"Ended,omitempty"`
	Waves     int            `json:"Waves,omitempty"`
	WavesDone int            `json:"WavesDone,omitempty"` // the last wave that ended without a failure
	Failures  []FailureGroup `json:"Failures"`            // Failed and Stale by code, in the plan's order
	// NotDone are the rows that the apply ended before: those of Skipped that were not begun, the
	// others there were not selected, and those of Failed that lack their enabling.
	NotDone []RowName `json:"NotDone,omitempty"`

	left  []Entry              // of NotDone
	calls map[api.Outcome]bool // of the rows that failed
	did   bool                 // some change was made
}

// RowName identifies a row.
type RowName struct {
	Place string `json:"Place"`
	ID    string `json:"JoinPermissionId"` // "" for one that was to be created
	Name  string `json:"JoinPermissionName"`
}

// FailureGroup are the rows that failed with one code and, where a RAM policy denied it, in one
// action.
type FailureGroup struct {
	Code    string     `json:"Code"`
	Count   int        `json:"Count"`
	Example Entry      `json:"Example"` // the first of them
	Err     *api.Error `json:"-"`       // its failure, with what all need, nil where nothing was sent
}

// OK reports whether no row failed and none was left undone but those that were not selected.
func (s *Summary) OK() bool { return s.Failed+s.Stale == 0 && s.Ended == "" }

// First is the first failure that a call ended with, nil if none did.
func (s *Summary) First() *api.Error {
	for _, group := range s.Failures {
		if group.Err != nil {
			return group.Err
		}
	}
	return nil
}

// Outcome is the outcome of an apply with failed rows or rows not begun: unknown or refused if a
// call ended so, else done if any change was made.
func (s *Summary) Outcome() string {
	switch {
	case s.calls[api.Unknown]:
		return string(api.Unknown)
	case s.calls[api.Refused]:
		return string(api.Refused)
	case s.did:
		return "done"
	}
	return string(api.NotSent)
}

func (s *Summary) add(e *Entry) {
	s.did = s.did || e.Outcome == OutcomeUpdated || e.Outcome == OutcomeCreated || len(e.Done) > 0
	if e.Outcome == OutcomeSkipped && e.Attempts > 0 { // it was refused, and tried no further
		s.call(api.Refused)
	}
	if e.job && (e.Outcome == OutcomeSkipped || e.err == nil && len(e.Done) > 0) {
		s.left = append(s.left, *e)
	}
	s.Attempts += e.Attempts
	switch e.Outcome {
	case OutcomeUpdated:
		s.Updated++
	case OutcomeCreated:
		s.Created++
	case OutcomeUnchanged:
		s.Unchanged++
	case OutcomeSkipped:
		s.Skipped++
	case OutcomeFailed:
		s.Failed++
		s.group(e)
	case OutcomeStale:
		s.Stale++
		s.group(e)
	}
}

// sort brings what came in any order into the plan's. With sort.Slice, which is linked once:
// slices.SortFunc takes 20 kB of the program for each type of structure that is sorted.
func (s *Summary) sort() {
	sort.Slice(s.Failures, func(i, j int) bool { return s.Failures[i].Example.index < s.Failures[j].Example.index })
	sort.Slice(s.left, func(i, j int) bool { return s.left[i].index < s.left[j].index })
	for _, e := range s.left {
		s.NotDone = append(s.NotDone, RowName{e.Place, e.ID, e.Name})
	}
	s.left = nil
}

func (s *Summary) call(outcome api.Outcome) {
	if s.calls == nil {
		s.calls = map[api.Outcome]bool{}
	}
	s.calls[outcome] = true
}

func (s *Summary) group(e *Entry) {
	s.call(e.CallOutcome)
	var failed api.Error // a copy: it gets the needs of the others
	if e.err != nil {
		failed = *e.err
	}
	for i := range s.Failures {
		group := &s.Failures[i]
		if group.Code != e.Code || group.Err != nil && group.Err.Needs.Action != failed.Needs.Action {
			continue
		}
		group.Count++
		if e.index < group.Example.index {
			group.Example = *e
			if group.Err != nil && e.err != nil {
				*group.Err, failed = failed, *group.Err
			}
		}
		if group.Err != nil {
			group.Err.Needs = group.Err.Needs.With(failed.Needs)
		}
		return
	}
	group := FailureGroup{Code: e.Code, Count: 1, Example: *e}
	if e.err != nil {
		group.Err = &failed
	}
	s.Failures = append(s.Failures, group)
}
