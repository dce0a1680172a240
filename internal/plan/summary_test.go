package plan

import (
	"slices"
	"strconv"
	"testing"

	"linkwanctl/internal/api"
)

// What is said of the whole has to be true of each row, also of those that no group shows.
func TestTheOutcomeOfAnApplyIsThatOfEveryRow(t *testing.T) {
	t.Parallel()
	local := Entry{Outcome: OutcomeFailed, Code: CodeMissing}
	stale := Entry{Outcome: OutcomeStale, Code: CodeStale}
	refused := Entry{Outcome: OutcomeFailed, Code: "ServiceUnavailable", CallOutcome: api.Refused}
	unknown := Entry{Outcome: OutcomeFailed, Code: "ServiceUnavailable", CallOutcome: api.Unknown}
	half := Entry{Outcome: OutcomeFailed, Code: CodeStopped, CallOutcome: api.NotSent, Done: []string{"ClassMode"}}
	updated, unchanged := Entry{Outcome: OutcomeUpdated}, Entry{Outcome: OutcomeUnchanged}
	for want, rows := range map[string][][]Entry{
		"not-sent": {{local}, {Entry{Outcome: OutcomeSkipped}}, {stale, unchanged}},
		"done":     {{updated, stale}, {local, Entry{Outcome: OutcomeCreated}}, {half}},
		"refused":  {{refused}, {Entry{Outcome: OutcomeSkipped, Attempts: 1}}, {updated, refused, half}},
		"unknown":  {{unknown}, {refused, unknown}, {updated, refused, unknown}},
	} {
		for _, entries := range rows {
			var s Summary
			for i := range entries {
				s.add(&entries[i])
			}
			if got := s.Outcome(); got != want {
				t.Errorf("%+v: %s, want %s", entries, got, want)
			}
		}
	}
}

// Rows end in any order, and a summary says the same of them each time.
func TestASummaryIsInThePlansOrder(t *testing.T) {
	t.Parallel()
	failed := func(index int, code, resource string) Entry {
		return Entry{
			index: index, Place: "m.csv:" + strconv.Itoa(index), Outcome: OutcomeFailed, Code: code,
			err: &api.Error{Code: code, Needs: api.Permission{Action: "a", Resources: []string{resource}}},
		}
	}
	rows := []Entry{
		failed(0, "One", "r1"), failed(1, "Two", "r2"), failed(2, "One", "r0"),
		{index: 3, Place: "m.csv:3", Outcome: OutcomeSkipped, job: true}, {index: 4, Place: "m.csv:4", Outcome: OutcomeSkipped, job: true},
	}
	for _, order := range [][]int{{0, 1, 2, 3, 4}, {4, 2, 3, 1, 0}, {1, 2, 4, 0, 3}} {
		var s Summary
		for _, i := range order {
			s.add(&rows[i])
		}
		s.sort()
		if len(s.NotDone) != 2 || s.NotDone[0].Place != "m.csv:3" || s.NotDone[1].Place != "m.csv:4" {
			t.Errorf("%v: not done are %+v", order, s.NotDone)
		}
		if len(s.Failures) != 2 || s.Failures[0].Example.Place != "m.csv:0" || s.Failures[1].Example.Place != "m.csv:1" {
			t.Fatalf("%v: failures are %+v", order, s.Failures)
		}
		if got := s.Failures[0].Err.Needs.Resources; !slices.Equal(got, []string{"r0", "r1"}) {
			t.Errorf("%v: the first failure needs %q", order, got)
		}
	}
	var s Summary // of a row without a call's failure in front of one with it
	s.add(&Entry{index: 1, Outcome: OutcomeFailed, Code: "One", err: &api.Error{Code: "One"}})
	s.add(&Entry{index: 0, Outcome: OutcomeFailed, Code: "One", Place: "first"})
	if group := s.Failures[0]; group.Example.Place != "first" || group.Err.Code != "One" {
		t.Errorf("the group is %+v, of %+v", group, group.Err)
	}
	if rows[0].err.Needs.Resources[0] != "r1" || len(rows[0].err.Needs.Resources) != 1 {
		t.Errorf("a row's own failure was changed: %+v", rows[0].err)
	}
}
