package cli

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

// codeSkipped is the code of a permission whose call was not begun.
const codeSkipped = "Skipped"

// rowOutcome is the result for one of several permissions.
type rowOutcome struct {
	ID        string `json:"JoinPermissionId"`
	RequestID string `json:"RequestId"`
	Success   bool   `json:"Success"`
	Code      string `json:"Code,omitempty"`
	Message   string `json:"Message,omitempty"`
	Outcome   string `json:"Outcome,omitempty"` // of a failure: not-sent, refused or unknown
	Sandbox   bool   `json:"Sandbox,omitempty"`
}

// forEach makes one call for each permission. A single permission's answer or failure is the
// command's. With several, a failure does not stop the others; all results are shown, and the exit
// code says that some failed. After an interruption the call that was sent is finished, the others are
// not begun, and the results are shown.
func (s *session) forEach(ctx context.Context, ids []string, t task, do func(ctx context.Context, id string) (api.Answer, error)) error {
	if len(ids) == 1 {
		t.ID = ids[0]
		answer, err := do(ctx, t.ID)
		return s.finishCall(answer, err, t)
	}
	calls := api.FinishSent(ctx, context.WithoutCancel(ctx))
	defer s.noteEnding(ctx)()
	leave := s.app.interrupts.enter(finishing)
	var rows []rowOutcome
	failures := batchFailures{task: t, of: len(ids)}
	done, attempts := 0, 0
	var notDone []string
	for _, id := range ids {
		var answer api.Answer
		err := ctx.Err()
		if err == nil {
			answer, err = do(calls, id)
		}
		attempts += answer.Attempts
		row := rowOutcome{ID: id, RequestID: answer.RequestID, Success: err == nil, Sandbox: s.saysSandbox()}
		var refused *api.Error
		if errors.As(err, &refused) {
			attempts += refused.Attempts
		}
		switch {
		case err == nil:
			done++
		case refused == nil, refused.Code == api.CodeInterrupted && refused.Outcome != api.Unknown:
			row.Code, row.Message, row.Outcome = codeSkipped, i18n.T("interrupted before it started").String(), notSent
			notDone = append(notDone, id)
		default:
			row.RequestID, row.Code, row.Message, row.Outcome = refused.RequestID, refused.Code, refused.Message.String(), string(refused.Outcome)
			failures.add(s, id, refused)
		}
		rows = append(rows, row)
	}
	leave()
	s.carriedOut(api.Answer{Attempts: attempts}, i18n.T("%d of %d permissions", done, len(ids)))
	if done > 0 {
		s.noteWhere()
	}
	if err := s.show(s.outcomesResult(rows, s.say(t.Done))); err != nil {
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

// noteEnding tells a person, at the first signal, why a batch does not end at once. Stop, which is
// called once, waits until a line that has begun is written.
func (s *session) noteEnding(ctx context.Context) (stop func()) {
	noted := make(chan struct{})
	stopped := context.AfterFunc(ctx, func() {
		defer close(noted)
		s.printer.Note(i18n.T("stopping after the requests in flight; press Ctrl-C again to stop at once"))
	})
	return func() {
		if !stopped() {
			<-noted
		}
	}
}

// interruptedBatch says how many permissions were not begun before the interruption, and which.
func interruptedBatch(t task, of int, notDone []string, failed *failure) *failure {
	f := &failure{Failure: output.Failure{Code: api.CodeInterrupted, Outcome: notSent, NotDone: notDone, ExitCode: exitInterrupted}}
	if failed != nil {
		f.Problems, f.Outcome, f.Details = failed.Problems, failed.Outcome, failed.Details
	}
	f.Title = i18n.T("%s interrupted; not started for %d of %d permissions", i18n.Word(t.Verb), len(notDone), of)
	return f
}

// batchFailures collects the failures of a batch.
type batchFailures struct {
	task     task
	of       int
	problems []text.Problem
	exits    map[int]bool
	outcomes map[api.Outcome]bool
	session  *session
	kinds    []*failureKind
}

// failureKind groups failures with the same code and missing permission, which need the same hints.
type failureKind struct {
	first api.Error // its Needs covers all of the group
	task  task      // of the first
}

func (b *batchFailures) add(s *session, id string, e *api.Error) {
	if b.exits == nil {
		b.exits, b.outcomes, b.session = map[int]bool{}, map[api.Outcome]bool{}, s
	}
	at := slices.IndexFunc(b.kinds, func(k *failureKind) bool { return k.first.Code == e.Code && k.first.Needs.Action == e.Needs.Action })
	if at < 0 {
		t := b.task
		t.ID, t.Look = id, "joinperm get "+shellWord(id)
		b.kinds = append(b.kinds, &failureKind{*e, t})
	} else {
		b.kinds[at].first.Needs = b.kinds[at].first.Needs.With(e.Needs)
	}
	b.exits[exitOf(e)], b.outcomes[e.Outcome] = true, true
	b.problems = append(b.problems, text.Problem{Where: id, Rule: i18n.Join(": ", i18n.Raw(e.Code), e.Message)})
}

// failure is the failure of the whole batch, nil if nothing failed. If all failed in the same way,
// it has that exit code.
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
	var hints []i18n.Text
	for _, k := range b.kinds {
		hints = withHints(hints, b.session.hints(&k.first, k.task))
	}
	return &failure{Failure: output.Failure{
		Details: []output.Detail{{Name: "target", Value: b.session.circumstances()}},
		Title:   i18n.T("%s failed for %d of %d permissions", i18n.Word(b.task.Verb), len(b.problems), b.of), Code: codeSomeFailed, Outcome: string(outcome),
		Problems: b.problems, Hints: hints, ExitCode: exit,
	}}
}

// withHints adds the hints that are not there yet.
func withHints(hints, more []i18n.Text) []i18n.Text {
	for _, hint := range more {
		if !slices.Contains(i18n.Strings(hints), hint.String()) {
			hints = append(hints, hint)
		}
	}
	return hints
}

func (s *session) outcomesResult(rows []rowOutcome, done string) output.Result {
	grid := output.Grid{Columns: []string{"permission", "changed", "request ID", "success", "code"}, Spare: []int{1, 4}}
	for _, row := range rows {
		changed := "–"
		switch {
		case row.Success:
			changed = done
		case row.Outcome == string(api.Unknown):
			changed = s.say(i18n.T("unknown"))
		}
		grid.Rows = append(grid.Rows, []string{s.label(row.ID), changed, row.RequestID, strconv.FormatBool(row.Success), row.Code})
	}
	return output.Result{Document: rows, Grid: grid}
}
