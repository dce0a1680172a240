package cli

import (
	"cmp"
	"context"
	"errors"
	"os"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
	"linkwanctl/internal/plan"
	"linkwanctl/internal/text"
)

// tell shows the result of the job.
func (w *waveRun) tell(ctx context.Context, summary plan.Summary, err error) error {
	s := w.session
	s.carriedOut(api.Answer{Attempts: summary.Attempts}, i18n.T("%d updated, %d created, %d failed", summary.Updated, summary.Created, summary.Failed+summary.Stale))
	s.noteWhere()
	if shown := s.show(w.result(summary)); shown != nil {
		return shown
	}
	var report *plan.ReportError
	switch {
	case errors.As(err, &report):
		f := outputFailure(err)
		f.Outcome, f.Attempts = summary.Outcome(), summary.Attempts
		if ctx.Err() != nil && errors.Is(err, os.ErrDeadlineExceeded) {
			f.Title, f.Code = i18n.T("interrupted before the report was written; %s", w.restText()), api.CodeInterrupted
			return s.own(f)
		}
		f.Title = i18n.T("apply stopped: %s", err)
		if w.isRevert() {
			f.Title = i18n.T("revert stopped: %s", err)
		}
		f.Hints = []i18n.Text{i18n.T("fix the report file, then %s", w.restText())}
		return s.own(f)
	case err != nil:
		return s.own(asFailure(err))
	case ctx.Err() != nil && !w.isBack():
		f := w.failure(summary)
		f.Title, f.Code, f.ExitCode = i18n.T("interrupted; %s", w.restText()), api.CodeInterrupted, exitInterrupted
		return s.own(f)
	case summary.Ended == plan.EndedSilent:
		return s.own(w.silence(summary))
	case summary.Ended == plan.EndedUnread && w.failed != nil:
		return s.own(w.unreadFailure(summary))
	case !summary.OK():
		return s.own(w.failure(summary))
	}
	s.printer.Done()
	return nil
}

func (w *waveRun) restText() i18n.Text {
	switch {
	case w.isRevert():
		return i18n.T("run the same command again to revert the rest")
	case w.reverted != nil, w.notBack != nil:
		return i18n.T("run the same command again to bring back the old values")
	}
	return i18n.T("run the same command again to apply the rest")
}

func (w *waveRun) earlyText(why string) i18n.Text {
	if w.isRevert() {
		return i18n.T("revert stopped early: %s", i18n.Word(why))
	}
	return i18n.T("apply stopped early: %s", i18n.Word(why))
}

// failure groups what failed by its code, with what to do about it.
func (w *waveRun) failure(summary plan.Summary) *failure {
	s := w.session
	f := &failure{Failure: output.Failure{
		Details: []output.Detail{{Name: "target", Value: s.circumstances()}},
		Title:   i18n.T("%s failed", rows(summary.Failed+summary.Stale)), Code: codeSomeFailed, Outcome: summary.Outcome(), Attempts: summary.Attempts, ExitCode: exitSomeFailed,
	}}
	if summary.Ended != "" {
		f.Title = i18n.T("%s; %s", f.Title, w.earlyText(summary.Ended))
	}
	if summary.Ended != "" && summary.Failed+summary.Stale == 0 {
		f.Title = w.earlyText(summary.Ended)
	}
	for _, row := range summary.NotDone {
		f.NotDone = append(f.NotDone, cmp.Or(row.ID, row.Name))
	}
	for _, group := range summary.Failures {
		example := group.Example
		f.Problems = append(f.Problems, text.Problem{
			Where: example.Place, Rule: i18n.T("%s: %s (%s)", group.Code, example.Message, rows(group.Count)),
		})
		if group.Err != nil {
			hints := s.hints(group.Err, task{Verb: "update", Subject: "permission", ID: example.ID, Changes: true, Again: true, Look: "joinperm get " + shellWord(example.ID)})
			f.Hints = withHints(f.Hints, hints)
		}
	}
	if summary.Waves > 0 && summary.Ended != "" && summary.Ended != plan.EndedSilent && !s.unrecorded {
		f.Hints = append(f.Hints, i18n.T("to go on with the waves, run the same command again"))
		f.Hints = append(f.Hints, s.backHints()...)
	}
	return f
}

// rows is a number of rows in words.
func rows(n int) i18n.Text {
	if n == 1 {
		return i18n.T("1 row")
	}
	return i18n.T("%d rows", n)
}

func (w *waveRun) result(summary plan.Summary) output.Result {
	document := struct {
		plan.Summary
		Watched  *watchedRun   `json:"Watched,omitempty"`
		Reverted *plan.Summary `json:"Reverted,omitempty"` // by --revert-on-silence
		Sandbox  bool          `json:"Sandbox,omitempty"`
	}{summary, w.watchedRun(), w.reverted, w.session.saysSandbox()}
	return output.Result{Document: document, Grid: output.Grid{
		Columns: []string{"updated", "created", "unchanged", "failed", "stale", "skipped"},
		Rows: [][]string{{
			itoa(summary.Updated), itoa(summary.Created), itoa(summary.Unchanged), itoa(summary.Failed), itoa(summary.Stale), itoa(summary.Skipped),
		}},
	}}
}
