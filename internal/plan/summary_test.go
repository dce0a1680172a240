package plan

import (
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
