package cli

import (
	"context"
	"time"

	"linkwanctl/internal/history"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
	"linkwanctl/internal/plan"
)

// mostWatched is how many permissions an apply watches: at the usual quota they are read in a
// minute.
const mostWatched = 300

// resumeWatch goes on with what an earlier process has watched: its changes are compared with what
// was read before them.
func (w *waveRun) resumeWatch() {
	if w.watcher == nil || w.earlier == nil {
		return
	}
	run, err := w.session.app.history().Read(w.earlier.ID) // by now it has what was found done, too
	if err != nil {
		return
	}
	w.watcher.restore(run.Changed(), run.Before)
	w.again = len(w.watcher.all) > 0 && !w.watched(max(1, run.Waves))
}

// watched reports whether an earlier process watched the wave to its end.
func (w *waveRun) watched(number int) bool {
	return w.earlier != nil && w.earlier.Begun[number].Watched
}

// readBefore reads the permissions of a wave before they are changed, to compare with that later.
func (w *waveRun) readBefore(ctx context.Context, number int) (why string) {
	if w.watcher == nil {
		return ""
	}
	var ids []string
	for _, i := range w.plan.ToDo() {
		if row := &w.plan.Rows[i]; row.ID != "" && (w.waves == 0 || row.Wave == number) {
			ids = append(ids, row.ID)
		}
	}
	if len(ids) > mostWatched {
		w.session.printer.Warn(i18n.T("only %d of the %d permissions of this wave are watched: to read more takes too long", mostWatched, len(ids)))
	}
	err := w.watcher.readBefore(ctx, spread(ids, mostWatched))
	w.record.Before(w.watcher.before())
	return w.whyEnded(ctx, err)
}

// spread gives at most n of the IDs, evenly from all of them.
func spread(ids []string, n int) []string {
	if len(ids) <= n {
		return ids
	}
	some := make([]string, n)
	for i := range some {
		some[i] = ids[i*len(ids)/n]
	}
	return some
}

// whyEnded is why an apply ends whose reading failed, "" for none.
func (w *waveRun) whyEnded(ctx context.Context, err error) (why string) {
	switch {
	case err == nil:
		return ""
	case isEnded(ctx, err):
		return plan.EndedInterrupted
	}
	w.failed = asFailure(err)
	return plan.EndedUnread
}

// watch watches the nodes of all permissions that the run has changed.
func (w *waveRun) watch(ctx context.Context, done plan.WaveDone, ended time.Time) (why string) {
	if !w.hasWatched() || w.watched(done.Number) {
		return ""
	}
	silent, err := false, w.watcher.changed(ctx)
	if err == nil {
		silent, err = w.watcher.run(ctx, w.job.watch.watchOptions, w.showWatch(done))
	}
	if err == nil && !silent && w.job.watch.judges() {
		_, err = w.watcher.unread()
	}
	w.told = w.watcher.verdict()
	switch {
	case err != nil:
		return w.whyEnded(ctx, err)
	case silent:
		w.silentAfter = done.Number
		return plan.EndedSilent
	}
	w.watcher.warn()
	w.record.Wave(history.Wave{Number: done.Number, Ended: true, Watched: true, Time: ended})
	return ""
}

// showWatch shows the readings: on a terminal as a table that is redrawn, elsewhere as a line for
// each on stderr, since stdout is for the result.
func (w *waveRun) showWatch(done plan.WaveDone) func(time.Duration) error {
	s, o := w.session, w.job.watch.watchOptions
	what := i18n.T("watch")
	if w.waves > 0 {
		what = i18n.T("watch of wave %d of %d", done.Number, done.Of)
	}
	switch {
	case w.job.progress == output.ProgressNone:
		return func(time.Duration) error { return nil }
	case s.redrawsResult() && w.job.progress != output.ProgressPlain:
		s.printer.Note(what)
		return w.watcher.screen(s.printer.Screen(), o)
	}
	return func(left time.Duration) error {
		s.printer.Note(i18n.T("%s: %s", what, w.watcher.summary(o, left)))
		return nil
	}
}

// hasWatched reports whether there is something to watch: permissions that were created have no nodes
// yet.
func (w *waveRun) hasWatched() bool { return w.watcher != nil && len(w.watcher.all) > 0 }

// watchedRun is what the watch of an apply saw last, in the document of its result.
type watchedRun struct {
	Permissions int `json:"Permissions"`
	Nodes       int `json:"NodesCnt"`
	Joined      int `json:"JoinedNodesCnt"`
	Silent      int `json:"SilentNodesCnt"` // an estimate
	Unjudged    int `json:"Unjudged"`       // permissions of which that is not known
}

func (w *waveRun) watchedRun() *watchedRun {
	if !w.hasWatched() {
		return nil
	}
	v := w.told
	return &watchedRun{len(w.watcher.all), v.Nodes, v.Joined, v.Silent, v.Unjudged}
}
