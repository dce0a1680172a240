package cli

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"linkwanctl/internal/api"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

// codeSkipped is the code of a row that was not begun.
const codeSkipped = "Skipped"

// rowOutcome is what became of one of several permissions.
type rowOutcome struct {
	ID        string `json:"JoinPermissionId"`
	RequestID string `json:"RequestId"`
	Success   bool   `json:"Success"`
	Code      string `json:"Code,omitempty"`
	Message   string `json:"Message,omitempty"`
	Outcome   string `json:"Outcome,omitempty"` // of a failure: not-sent, refused or unknown
}

// forEach does one thing to each permission. For a single one the answer or the failure is the
// command's; of several, one's failure does not stop the others, each is shown, and the exit code
// says that some failed. An interruption stops them; what was done until then is shown as well.
func (s *session) forEach(ctx context.Context, ids []string, t task, do func(id string) (api.Answer, error)) error {
	if len(ids) == 1 {
		t.ID = ids[0]
		answer, err := do(t.ID)
		if err != nil {
			return s.serviceFailure(err, t)
		}
		s.carriedOut(answer, t.Subject+" "+t.ID)
		return s.finish(doneResult(answer))
	}
	var rows []rowOutcome
	failures := batchFailures{task: t, of: len(ids)}
	done, attempts := 0, 0
	var notDone []string
	for _, id := range ids {
		var answer api.Answer
		err := ctx.Err()
		if err == nil {
			answer, err = do(id)
		}
		attempts += answer.Attempts
		row := rowOutcome{ID: id, RequestID: answer.RequestID, Success: err == nil}
		var refused *api.Error
		if errors.As(err, &refused) {
			attempts += refused.Attempts
		}
		switch {
		case err == nil:
			done++
		case refused == nil, refused.Code == api.CodeInterrupted && refused.Outcome != api.Unknown:
			row.Code, row.Message, row.Outcome = codeSkipped, "interrupted before it began", notSent
			notDone = append(notDone, id)
		default:
			row.RequestID, row.Code, row.Message, row.Outcome = refused.RequestID, refused.Code, refused.Message, string(refused.Outcome)
			failures.add(s, id, refused)
		}
		rows = append(rows, row)
	}
	s.carriedOut(api.Answer{Attempts: attempts}, itoa(done)+" of "+itoa(len(ids))+" permissions")
	if err := s.show(outcomesResult(rows)); err != nil {
		return err
	}
	f := failures.failure()
	if ctx.Err() != nil {
		f = interruptedBatch(t, len(ids), notDone, f)
	}
	if f != nil {
		f.Attempts = attempts
		if done > 0 && f.Outcome == notSent {
			f.Outcome = "done"
		}
		return s.own(f)
	}
	s.printer.Done()
	return nil
}

// interruptedBatch tells how far several came before they were interrupted, and
// which of them were not begun.
func interruptedBatch(t task, of int, notDone []string, failed *failure) *failure {
	f := &failure{Failure: output.Failure{Code: api.CodeInterrupted, Outcome: notSent, NotDone: notDone, ExitCode: exitInterrupted}}
	if failed != nil {
		f.Problems, f.Outcome = failed.Problems, failed.Outcome
	}
	f.Title = "the " + t.Verb + " was interrupted: " + itoa(len(notDone)) + " of " + itoa(of) + " permissions were not begun"
	return f
}

// batchFailures are the failures among several.
type batchFailures struct {
	task     task
	of       int
	problems []text.Problem
	exits    map[int]bool
	outcomes map[api.Outcome]bool
	session  *session
	kinds    []*failureKind
}

// failureKind are those among several failures that call for the same.
type failureKind struct {
	first api.Error // with what all of them need
	task  task      // of the first
}

func (b *batchFailures) add(s *session, id string, e *api.Error) {
	if b.exits == nil {
		b.exits, b.outcomes, b.session = map[int]bool{}, map[api.Outcome]bool{}, s
	}
	at := slices.IndexFunc(b.kinds, func(k *failureKind) bool { return k.first.Code == e.Code && k.first.Needs.Action == e.Needs.Action })
	if at < 0 {
		t := b.task
		t.ID, t.Look = id, "linkwanctl joinperm get "+id
		b.kinds = append(b.kinds, &failureKind{*e, t})
	} else {
		b.kinds[at].first.Needs = b.kinds[at].first.Needs.With(e.Needs)
	}
	b.exits[exitOf(e)], b.outcomes[e.Outcome] = true, true
	b.problems = append(b.problems, text.Problem{Where: id, Rule: e.Code + ": " + e.Message})
}

// failure is that of all of them, nil where there is none. Where every one failed in the same way,
// the exit code is what that one calls for.
func (b *batchFailures) failure() *failure {
	if len(b.problems) == 0 {
		return nil
	}
	exit := exitSomeFailed
	if len(b.exits) == 1 && len(b.problems) == b.of {
		for only := range b.exits {
			exit = only
		}
	}
	outcome := api.Refused
	switch {
	case b.outcomes[api.Unknown]:
		outcome = api.Unknown
	case len(b.outcomes) == 1 && b.outcomes[api.NotSent]:
		outcome = api.NotSent
	}
	var hints []string
	for _, k := range b.kinds {
		for _, hint := range b.session.hints(&k.first, k.task) {
			if !slices.Contains(hints, hint) {
				hints = append(hints, hint)
			}
		}
	}
	return &failure{Failure: output.Failure{
		Title: "the " + b.task.Verb + " of " + itoa(len(b.problems)) + " of " + itoa(b.of) + " permissions failed", Code: "SomeFailed", Outcome: string(outcome),
		Problems: b.problems, Hints: hints, ExitCode: exit,
	}}
}

func outcomesResult(rows []rowOutcome) output.Result {
	grid := output.Grid{Columns: []string{"ID", "request ID", "success", "code"}}
	for _, row := range rows {
		grid.Rows = append(grid.Rows, []string{row.ID, row.RequestID, strconv.FormatBool(row.Success), row.Code})
	}
	return output.Result{Document: rows, Grid: grid}
}
