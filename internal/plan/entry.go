package plan

import (
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
)

// Outcome is the result of a row.
type Outcome string

// The outcomes.
const (
	OutcomeUpdated   Outcome = "updated"
	OutcomeCreated   Outcome = "created"
	OutcomeUnchanged Outcome = "unchanged"
	OutcomeFailed    Outcome = "failed"
	OutcomeSkipped   Outcome = "skipped"
	OutcomeStale     Outcome = "stale" // refused: the live values changed since the plan was made
)

// The codes of rows that were not sent.
const (
	CodeMissing  = "Missing"
	CodeConflict = "Conflict"
	CodeStale    = "Stale"
	CodeBlocked  = "Blocked" // the row that was to give up its name first was not done
	CodeStopped  = "Stopped" // the apply ended before the row's enabling; api.CodeInterrupted after a signal
)

// Entry is one row of the report. Its JSON form is an interface, pinned by a test.
type Entry struct {
	Place   string        `json:"Place"`
	ID      string        `json:"JoinPermissionId"`
	Name    string        `json:"JoinPermissionName"`
	Wave    int           `json:"Wave,omitempty"`
	Changes []FieldChange `json:"Changes"`
	// Doubtful says why the service was likely to refuse it, "" where it was not.
	Doubtful i18n.Text `json:"Doubtful,omitzero"`
	Outcome  Outcome   `json:"Outcome"`
	Code     string    `json:"Code,omitempty"`
	Message  i18n.Text `json:"Message,omitzero"` // of a failure, or why it was skipped
	// CallOutcome says whether a failed call may have been carried out: not-sent, refused or
	// unknown.
	CallOutcome api.Outcome `json:"CallOutcome,omitempty"`
	// Done are the fields that were set though the row failed: its update or creation was done and
	// its enabling was not.
	Done      []string `json:"Done,omitempty"`
	RequestID string   `json:"RequestId"` // of the last call
	Attempts  int      `json:"Attempts"`  // of all its calls
	Started   string   `json:"Started,omitempty"`
	Ended     string   `json:"Ended,omitempty"` // RFC 3339 with milliseconds, UTC

	index int // of its row in the plan
	err   *api.Error
	job   bool
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z07:00") }

// entryOf is the entry of a row of which nothing is known yet.
func entryOf(index int, row *Row) Entry {
	e := Entry{index: index, Place: row.Place, ID: row.ID, Name: row.Name, Wave: row.Wave, Changes: row.Changes, Doubtful: row.Doubtful}
	if e.Changes == nil {
		e.Changes = []FieldChange{}
	}
	return e
}

// known is the end of a row that needs no call.
func (e Entry) known(row *Row) Entry {
	switch row.Action {
	case Missing:
		return e.failedLocally(CodeMissing, row.Problem)
	case Conflict:
		return e.failedLocally(CodeConflict, row.Problem)
	case Stale:
		e = e.failedLocally(CodeStale, row.Problem)
		e.Outcome = OutcomeStale
		return e
	case Unchanged, Update, Create:
	}
	e.Outcome = OutcomeUnchanged
	return e
}

func (e Entry) skipped(why i18n.Text) Entry {
	e.Outcome, e.Message = OutcomeSkipped, why
	return e
}

func (e Entry) failedLocally(code string, message i18n.Text) Entry {
	e.Outcome, e.Code, e.Message = OutcomeFailed, code, message
	return e
}

func (e Entry) failed(failure *api.Error) Entry {
	e.Outcome, e.Code, e.Message, e.CallOutcome, e.err = OutcomeFailed, failure.Code, failure.Message, failure.Outcome, failure
	return e
}

func (e Entry) done(row *Row) Entry {
	e.Outcome, e.Done = OutcomeUpdated, nil
	if row.Action == Create {
		e.Outcome = OutcomeCreated
	}
	return e
}
