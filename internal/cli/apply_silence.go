package cli

import (
	"context"

	"linkwanctl/internal/api"
	"linkwanctl/internal/history"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
	"linkwanctl/internal/plan"
)

// bringBack brings back the old values of the whole run, with the engine of `joinperm revert`, after
// devices fell silent. It keeps how that ended.
func (w *waveRun) bringBack(ctx context.Context, client *api.Client, run string, report plan.Report) {
	s := w.session
	silent, err := s.app.history().Read(run)
	if err != nil {
		w.notBack = historyFailure(err)
		return
	}
	s.printer.Note(i18n.T("devices fell silent: bringing back the old values"))
	given := revertFlags{applyFlags: applyFlags{yes: true, progress: w.job.progress, report: w.job.report}}
	j := s.revertJob(ctx, given, func() (revertSource, error) { return s.sourceOf(silent) })
	p, err := j.planOf(client)
	if err == nil {
		var back plan.Summary
		if _, back, err = s.do(ctx, client, p, j, report, &jobSummary{}); err == nil {
			w.reverted = &back
		}
	}
	if err != nil {
		w.notBack = asFailure(err)
	}
}

// isBack reports whether all old values were brought back.
func (w *waveRun) isBack() bool { return w.reverted != nil && w.reverted.OK() }

// finishBringingBack goes on with a revert that an earlier process of the same command was killed
// in, and then ends as that would have. It reports whether there was one.
func (s *session) finishBringingBack(ctx context.Context, client *api.Client, j *batchJob, report plan.Report, told *jobSummary) (was bool, err error) {
	if !j.watch.revert {
		return false, nil
	}
	h := s.destined(j.header)
	run := s.app.history().ToBringBack(h.Key, h.Destination())
	if run == nil {
		return false, nil
	}
	w := &waveRun{session: s, job: j, waves: run.Waves}
	summary := plan.Summary{Failures: []plan.FailureGroup{}, Waves: run.Waves, Ended: plan.EndedSilent}
	leave := s.app.interrupts.enter(finishing)
	w.bringBack(ctx, client, run.ID, report)
	told.tell(w, summary)
	leave()
	return true, w.tell(ctx, summary, nil)
}

// needsHistory refuses --revert-on-silence where the history does not have the run.
func (w *waveRun) needsHistory() *failure {
	isIdle := len(w.plan.ToDo()) == 0 && w.earlier == nil
	if !w.job.watch.revert || w.record.Record != nil || isIdle {
		return nil
	}
	return &failure{Failure: output.Failure{
		Title: i18n.T("--revert-on-silence needs the history, which cannot be written; nothing was changed"), Code: codeInvalidConfig, Outcome: notSent, ExitCode: exitConfig,
	}}
}

// silence is the failure of an apply after which devices fell silent.
func (w *waveRun) silence(summary plan.Summary) *failure {
	s, f := w.session, w.failure(summary)
	f.Title, f.Code, f.Outcome, f.ExitCode, f.Hints = i18n.T("devices fell silent"), codeDevicesSilent, "done", exitSilent, nil
	if w.watcher != nil {
		silent := w.watcher.silentFailure(w.job.watch.limit)
		f.Title, f.Hints, f.Problems = silent.Title, silent.Hints, append(silent.Problems, f.Problems...)
	}
	if v := w.told; w.waves > 0 && w.silentAfter > 0 {
		f.Title = i18n.T("stopped after wave %d: %d of %d nodes fell silent (%.0f %%, limit %s %%)", w.silentAfter, v.Silent, v.Nodes, v.Percent(), percentOf(w.job.watch.limit))
	}
	switch back := s.backHints(); {
	case w.isBack():
		f.Title = i18n.T("%s; the old values are back", f.Title)
		return f
	case w.job.watch.revert:
		f.Title = i18n.T("%s; not all old values are back", f.Title)
		f.Hints = append(back, f.Hints...)
		w.addBackProblems(f)
	default:
		f.Hints = append(back, f.Hints...)
		f.Hints = append(f.Hints, i18n.T("to watch again, and go on if the nodes are heard, run the same command again"))
	}
	return f
}

// addBackProblems says why old values were not brought back.
func (w *waveRun) addBackProblems(f *failure) {
	if w.notBack != nil {
		f.Problems = append(f.Problems, w.notBack.Problems...)
		f.Hints = withHints(f.Hints, w.notBack.Hints)
		f.Title = i18n.T("%s: %s", f.Title, w.notBack.Title)
	}
	if w.reverted != nil {
		failed := w.failure(*w.reverted)
		f.Problems, f.Hints = append(f.Problems, failed.Problems...), withHints(f.Hints, failed.Hints)
	}
}

// unreadFailure is that of an apply which ended because the nodes could not be read. If nothing had
// been changed by then, it is the reading's own.
func (w *waveRun) unreadFailure(summary plan.Summary) *failure {
	if summary.Outcome() == string(api.NotSent) {
		return w.failed
	}
	s, f := w.session, w.failure(summary)
	f.Title = i18n.T("%s: %s", f.Title, w.failed.Title)
	f.Details = append(f.Details, w.failed.Details...)
	f.Hints = withHints(withHints(f.Hints, s.backHints()), w.failed.Hints)
	return f
}

// backHints name the command that takes the run back, if the history has it: else the last one there
// is the run before.
func (s *session) backHints() []i18n.Text {
	if s.unrecorded {
		return nil
	}
	return texts(i18n.T("to bring back the old values:  %s", s.app.other("joinperm revert --last")))
}

// isRevert reports whether the job is a revert: its messages say so.
func (w *waveRun) isRevert() bool { return w.job.header.Command == history.Revert }
