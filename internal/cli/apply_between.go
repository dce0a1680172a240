package cli

import (
	"bufio"
	"context"
	"strings"
	"time"

	"linkwanctl/internal/history"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
	"linkwanctl/internal/plan"
	"linkwanctl/internal/plan/watch"
)

// waveRun is what an apply does between its waves.
type waveRun struct {
	session  *session
	job      *batchJob
	record   recording
	earlier  *history.Run // that the apply goes on with, nil for none
	waves    int          // 0 for an apply in one go
	plan     *plan.Plan
	progress *output.Progress
	before   int // changes that were done before the wave under way
	changes  int // in it
	done     int // changes that are done

	watcher     *watcher      // nil without a watch
	again       bool          // the last wave of an earlier process was not watched to its end
	told        watch.Verdict // what the watch saw last
	silentAfter int           // the wave after which devices fell silent, 0 for none
	failed      *failure      // of a reading, which ended the apply
	reverted    *plan.Summary // of bringBack
	notBack     *failure      // why that was not done
}

func (w *waveRun) hooks() plan.WaveHooks {
	return plan.WaveHooks{Between: w.between, Begin: w.begin, Earlier: w.earlier != nil, Begun: begunWave(w.earlier), Again: w.again}
}

// show shows the progress of the wave.
func (w *waveRun) show(now plan.Progress) {
	w.done = now.Done
	if w.waves == 0 {
		w.before, w.changes = 0, now.Total
	}
	if w.changes == 0 { // no wave has begun
		return
	}
	w.progress.Update(now.Done-w.before, w.changes, now.Failed)
}

// begin is called before the first change of a wave.
func (w *waveRun) begin(ctx context.Context, number, changes int) (why string) {
	s := w.session
	if why := w.readBefore(ctx, number); why != "" || w.waves == 0 {
		return why
	}
	w.record.Wave(history.Wave{Number: number, Time: s.app.Now().UTC()})
	w.before, w.changes = w.done, changes
	w.progress.Done()
	what := i18n.T("wave %d of %d", number, w.waves)
	s.printer.Note(i18n.T("%s: %s", what, changesText(changes)))
	w.progress = s.printer.Progress(w.job.progress, what, s.app.redraws(), s.app.Now)
	return ""
}

// between is called when a wave has ended in which no row failed. Each of its steps may give a
// reason for which the next wave does not begin: what looks at the devices comes first, and is
// called after the last wave too.
func (w *waveRun) between(ctx context.Context, done plan.WaveDone) (why string) {
	w.progress.Done()
	ended := w.ended(done)
	for _, step := range []func(context.Context, plan.WaveDone, time.Time) string{w.watch, w.pause, w.ask} {
		if why := step(ctx, done, ended); why != "" {
			return why
		}
	}
	return ""
}

// ended keeps that the wave has ended, and gives when. It may have been in an earlier process, unless
// this one had to change something in it again.
func (w *waveRun) ended(done plan.WaveDone) time.Time {
	if w.earlier != nil && len(done.Changed) == 0 {
		if before := w.earlier.Begun[done.Number]; before.Ended {
			return before.Time
		}
	}
	now := w.session.app.Now().UTC()
	if w.waves > 0 {
		w.record.Wave(history.Wave{Number: done.Number, Ended: true, Time: now})
	}
	return now
}

// pause waits until the time between two waves has passed.
func (w *waveRun) pause(ctx context.Context, done plan.WaveDone, ended time.Time) string {
	s := w.session
	left := w.job.waves.pause - s.app.Now().Sub(ended)
	if done.Next == 0 || left <= 0 {
		return ""
	}
	s.printer.Note(i18n.T("wave %d of %d is done; wave %d begins in %s", done.Number, done.Of, done.NextNumber, left.Round(time.Second)))
	if s.app.Sleep(ctx, left) != nil {
		return plan.EndedInterrupted
	}
	return ""
}

// ask asks whether to go on, unless --yes is given or the watch decides that.
func (w *waveRun) ask(ctx context.Context, done plan.WaveDone, _ time.Time) string {
	s := w.session
	if done.Next == 0 || w.job.yes || w.job.watch.judges() {
		return ""
	}
	s.printer.Prompt(i18n.T("%s [y/N]", i18n.T("Wave %d of %d is done. Go on with wave %d (%s) in %s?", done.Number, done.Of, done.NextNumber, changesText(done.Next), s.where())))
	answer, ended := s.answerUntil(ctx)
	switch {
	case ended:
		return plan.EndedInterrupted
	case answer == "y", answer == "yes":
		return ""
	}
	return plan.EndedDeclined
}

// answerUntil reads the answer to a question in the middle of a batch: a signal ends the wait for
// it, but not the process, which has a result to report.
func (s *session) answerUntil(ctx context.Context) (answer string, ended bool) {
	read := make(chan string, 1)
	go func() {
		line, err := bufio.NewReader(s.app.Stdin).ReadString('\n')
		if err != nil { // no key has ended the question's line
			line = ""
		}
		read <- strings.ToLower(strings.TrimSpace(line))
	}()
	select {
	case answer = <-read:
		return answer, false
	case <-ctx.Done():
		return "", true
	}
}

// changesText is a number of changes in words.
func changesText(n int) i18n.Text {
	if n == 1 {
		return i18n.T("1 change")
	}
	return i18n.T("%d changes", n)
}
