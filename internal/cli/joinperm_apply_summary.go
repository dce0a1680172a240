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

func (s *session) tellSummary(ctx context.Context, summary plan.Summary, err error) error {
	s.carriedOut(api.Answer{Attempts: summary.Attempts}, i18n.T("%d updated, %d created, %d failed", summary.Updated, summary.Created, summary.Failed+summary.Stale))
	s.noteWhere()
	if shown := s.show(s.summaryResult(summary)); shown != nil {
		return shown
	}
	var report *plan.ReportError
	switch {
	case errors.As(err, &report):
		f := outputFailure(err)
		f.Outcome, f.Attempts = summary.Outcome(), summary.Attempts
		if ctx.Err() != nil && errors.Is(err, os.ErrDeadlineExceeded) {
			f.Title, f.Code = i18n.T("interrupted before the report was written; run the same command again to apply the rest"), api.CodeInterrupted
			return s.own(f)
		}
		f.Title = i18n.T("apply stopped: %s", err)
		f.Hints = []i18n.Text{i18n.T("fix the report file, then run the same command again to apply the rest")}
		return s.own(f)
	case err != nil:
		return s.own(asFailure(err))
	case ctx.Err() != nil:
		f := summaryFailure(s, summary)
		f.Title, f.Code, f.ExitCode = i18n.T("interrupted; run the same command again to apply the rest"), api.CodeInterrupted, exitInterrupted
		return s.own(f)
	case !summary.OK():
		return s.own(summaryFailure(s, summary))
	}
	s.printer.Done()
	return nil
}

// summaryFailure groups what failed by its code, with what to do about it.
func summaryFailure(s *session, summary plan.Summary) *failure {
	f := &failure{Failure: output.Failure{
		Details: []output.Detail{{Name: "target", Value: s.circumstances()}},
		Title:   i18n.T("%s failed", rows(summary.Failed+summary.Stale)), Code: codeSomeFailed, Outcome: summary.Outcome(), Attempts: summary.Attempts, ExitCode: exitSomeFailed,
	}}
	if summary.Ended != "" {
		f.Title = i18n.T("%s; apply stopped early: %s", f.Title, i18n.Word(summary.Ended))
	}
	if summary.Ended != "" && summary.Failed+summary.Stale == 0 {
		f.Title = i18n.T("apply stopped early: %s", i18n.Word(summary.Ended))
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
	if summary.Waves > 0 && summary.Ended != "" && !s.unrecorded { // else the last run is the one before this
		f.Hints = append(f.Hints, i18n.T("to go on with the wave that was under way, run the same command again"), i18n.T("to bring back the old values:  %s", s.app.other("joinperm revert --last")))
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

func (s *session) summaryResult(summary plan.Summary) output.Result {
	document := struct {
		plan.Summary
		Sandbox bool `json:"Sandbox,omitempty"`
	}{summary, s.saysSandbox()}
	return output.Result{Document: document, Grid: output.Grid{
		Columns: []string{"updated", "created", "unchanged", "failed", "stale", "skipped"},
		Rows: [][]string{{
			itoa(summary.Updated), itoa(summary.Created), itoa(summary.Unchanged), itoa(summary.Failed), itoa(summary.Stale), itoa(summary.Skipped),
		}},
	}}
}
