package cli

import (
	"bufio"
	"context"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/config"
	"linkwanctl/internal/history"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/plan"
)

// batchJob is a plan that is to be carried out: an apply or a revert.
type batchJob struct {
	applyFlags
	header   history.Header // what the history keeps of it
	question func(changes, all int) i18n.Text
	see      i18n.Text                             // the command that shows the plan
	planOf   func(*api.Client) (*plan.Plan, error) // it may still fill in header and see
}

// runJob shows the plan, asks, and carries it out.
func (s *session) runJob(ctx context.Context, j *batchJob) error {
	if !j.dryRun {
		if err := s.canConfirm(j.yes); err != nil {
			return err
		}
	}
	if j.waves.on() {
		s.app.Stdin = bufio.NewReader(s.app.Stdin) // one for all questions: it may read more than a line
	}
	summary, err := s.openSummary(ctx, j.summary)
	if err != nil {
		return err
	}
	defer summary.close()
	if j.dryRun {
		return summary.finish(s, s.withClient(func(client *api.Client) error { return s.rehearse(ctx, client, j, summary) }))
	}
	var report plan.Report
	if j.report != "" {
		opened, closeReport, err := s.app.openReport(ctx, j.report)
		if err != nil {
			return s.own(usage(i18n.T("cannot open the report: %s", err)))
		}
		defer closeReport()
		report = opened
	}
	return summary.finish(s, s.withClient(func(client *api.Client) error {
		if was, err := s.finishBringingBack(ctx, client, j, report, summary); was {
			return err
		}
		p, err := j.planOf(client)
		if err != nil {
			return err
		}
		if p, err = s.agreeTo(ctx, client, p, j); err != nil {
			return err
		}
		return s.carryOut(ctx, client, p, j, report, summary)
	}))
}

// carryOut carries the plan out and reports the result.
func (s *session) carryOut(ctx context.Context, client *api.Client, p *plan.Plan, j *batchJob, report plan.Report, told *jobSummary) error {
	leave := s.app.interrupts.enter(finishing)
	waves, summary, err := s.do(ctx, client, p, j, report, told)
	if waves == nil {
		leave()
		return err
	}
	if summary.Ended == plan.EndedSilent && j.watch.revert && err == nil {
		waves.bringBack(ctx, client, waves.record.ID, report)
	}
	told.tell(waves, summary) // before the result, whose reader may have stopped
	leave()
	return waves.tell(ctx, summary, err)
}

// do carries the plan out. The first signal stops new rows; calls in flight are finished, so that no
// outcome is unknown. A closed pipe on stdout does not stop it either. Without a waveRun, nothing was
// sent, and the error says why.
func (s *session) do(ctx context.Context, client *api.Client, p *plan.Plan, j *batchJob, report plan.Report, told *jobSummary) (*waveRun, plan.Summary, error) {
	j.header.Part, j.header.Waves = j.header.Part || p.Counts().Problems() > 0, p.Waves()
	record, earlier := s.record(j.header, p)
	waves := &waveRun{session: s, job: j, record: record, earlier: earlier, waves: p.Waves(), plan: p}
	if failed := waves.needsHistory(); failed != nil {
		return nil, plan.Summary{}, s.own(failed)
	}
	if j.watch.on() {
		waves.watcher = s.newWatcher(client, nil)
		waves.resumeWatch()
	}
	options := plan.ApplyOptions{StopOnError: j.stopOnError, MaxFailures: j.maxFailures, Report: report, Now: s.app.Now, Waves: waves.hooks(), Progress: waves.show}
	options.Settled = func(index int, e plan.Entry) {
		record.Settled(index, e)
		told.keep(index, e)
	}
	s.batch = true
	waves.progress = s.printer.Progress(j.progress, i18n.T("applying"), s.app.redraws(), s.app.Now)
	defer s.noteEnding(ctx)()
	summary, err := p.Apply(ctx, context.WithoutCancel(ctx), guardedDoer{s.forBatch(client), s.app}, options)
	waves.progress.Done()
	record.end(summary.Ended)
	return waves, summary, err
}

// forBatch gives the client for the rows: it tries each longer than a single call, unless the user
// says how often and how long.
func (s *session) forBatch(client *api.Client) *api.Client {
	var attempts int
	var timeout time.Duration
	if s.config.Origin("max-attempts").Kind != config.KindDefault {
		attempts = s.settings.MaxAttempts
	}
	if s.config.Origin("timeout").Kind != config.KindDefault {
		timeout = s.settings.Timeout
	}
	return client.ForBatch(attempts, timeout)
}
