package plan

import (
	"cmp"
	"context"
	"errors"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

// stage is a call of a row. Each is an action with its own quota and its own share of the calls in
// flight.
type stage int

const (
	updating stage = iota
	creating
	enabling
	stages
)

// job is a row that is being done. It belongs to the goroutine of its call while that runs, and to
// the loop otherwise.
type job struct {
	index   int
	row     *Row
	stage   stage
	entry   Entry
	failure *api.Error // of the last call, nil if it succeeded
}

func newJob(index int, row *Row) *job {
	j := &job{index: index, row: row, entry: entryOf(index, row)}
	j.entry.job = true
	switch {
	case row.Action == Create:
		j.stage = creating
	case len(row.set()) == 0:
		j.stage = enabling
	}
	return j
}

// halfway reports that the row's update or creation is done and its enabling is not.
func (j *job) halfway() bool { return len(j.entry.Done) > 0 }

// call makes the stage's call.
func (j *job) call(ctx context.Context, do Doer, instanceID string, now func() time.Time) {
	if j.entry.Started == "" {
		j.entry.Started = stamp(now())
	}
	answer, err := j.guarded(ctx, do, instanceID)
	j.entry.Ended = stamp(now())
	j.failure = asFailure(err)
	if j.failure != nil {
		if j.failure.Attempts > 0 {
			j.entry.Attempts += j.failure.Attempts
			j.entry.RequestID = j.failure.RequestID
		}
		return
	}
	j.entry.Attempts += max(1, answer.Attempts)
	j.entry.RequestID = answer.RequestID
}

// guarded turns a panic into a failure of its row only: the others finish and are reported. The
// panic's value may contain secrets and is not shown.
func (j *job) guarded(ctx context.Context, do Doer, instanceID string) (answer api.Answer, err error) {
	defer func() {
		if value := recover(); value != nil {
			answer, err = api.Answer{}, i18n.Errorf("internal error: %T", value)
		}
	}()
	return j.send(ctx, do, instanceID)
}

func (j *job) send(ctx context.Context, do Doer, instanceID string) (api.Answer, error) {
	switch j.stage {
	case creating:
		made, err := do.Create(ctx, joinperm.Creation{InstanceID: instanceID, Set: j.row.set()})
		if err == nil {
			j.entry.ID = string(made.Data)
		}
		return api.Answer{RequestID: made.RequestID}, err
	case enabling:
		return do.Do(ctx, api.EnableCall(j.entry.ID, instanceID, j.row.change(FieldEnabled).New == "true"))
	default:
		return do.Update(ctx, joinperm.Change{ID: j.entry.ID, InstanceID: instanceID, Set: j.row.set()})
	}
}

// asFailure is a call's error as an *api.Error, nil for none.
func asFailure(err error) *api.Error {
	var failure *api.Error
	if err == nil || errors.As(err, &failure) {
		return failure
	}
	return &api.Error{Code: "Defect", Message: i18n.Of(err), Outcome: api.Unknown}
}

// next moves on to the enabling, if the row has one and that was not it.
func (j *job) next() bool {
	if j.stage == enabling || j.row.change(FieldEnabled) == nil {
		return false
	}
	j.stage = enabling
	for _, a := range j.row.set() {
		j.entry.Done = append(j.entry.Done, a.Field.Param)
	}
	return true
}

// end is the end of a row that no further call is made for: its last one failed, or its next one
// did not start, or was given up and cannot have been carried out. why is the reason for which the
// apply ended, "" where it did not.
func (j *job) end(why string) Entry {
	if j.failure != nil && (j.failure.Code != api.CodeInterrupted || j.failure.Outcome == api.Unknown) {
		return j.entry.failed(j.failure)
	}
	why = cmp.Or(why, EndedInterrupted)
	if j.halfway() {
		return j.unfinished(why)
	}
	if j.entry.Attempts == 0 {
		j.entry.Started, j.entry.Ended = "", ""
	}
	return j.entry.skipped(i18n.Word(why))
}

// unfinished is the end of a row whose enabling did not start.
func (j *job) unfinished(why string) Entry {
	code := CodeStopped
	if why == EndedInterrupted {
		code = api.CodeInterrupted
	}
	e := j.entry.failedLocally(code, j.half(i18n.Word(why)))
	e.CallOutcome = api.NotSent
	if j.failure != nil {
		e.CallOutcome = j.failure.Outcome
	}
	return e
}

// half says which half of a row is done.
func (j *job) half(why i18n.Text) i18n.Text {
	switch isCreated, enables := j.row.Action == Create, j.row.change(FieldEnabled).New == "true"; {
	case isCreated && enables:
		return i18n.T("created, but not enabled (%s); run the same command again to finish", why)
	case isCreated:
		return i18n.T("created, but not disabled (%s); run the same command again to finish", why)
	case enables:
		return i18n.T("updated, but not enabled (%s); run the same command again to finish", why)
	}
	return i18n.T("updated, but not disabled (%s); run the same command again to finish", why)
}
