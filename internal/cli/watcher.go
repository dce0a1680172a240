package cli

import (
	"context"
	"errors"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/plan/watch"
)

// watcher reads permissions again and again, and judges whether their nodes are still heard:
//
//	w := s.newWatcher(client, ids)
//	err := w.read(ctx)          // before the change; an outage is no error
//	…                           // the change
//	err = w.changed(ctx)        // what comes from now on counts
//	silent, err := w.run(ctx, watchOptions{lasts: 15 * time.Minute, every: time.Minute, limit: 20}, show)
//	w.verdict(), w.silentFailure(20)
//
// Without a change, read and run are enough. A reading takes two calls for each permission, or one
// if it has no nodes, through the quota as any call.
type watcher struct {
	session *session
	client  *api.Client
	all     []*observed
	new     []*observed // those of the latest readBefore
	middle  time.Time   // of the latest run
}

// observed is a permission that is watched.
type observed struct {
	id     string
	nodes  *watch.Permission // nil until the first reading
	first  watch.Reading
	last   joinperm.Owned // as it was read last
	at     time.Time      // when that was
	newest int64          // last join of a node by the first reading, in Unix milliseconds of the service
	failed error          // of the last reading
	counts bool           // it was read after the change
}

func (s *session) newWatcher(client *api.Client, ids []string) *watcher {
	w := &watcher{session: s, client: client}
	for _, id := range ids {
		w.all = append(w.all, &observed{id: id})
	}
	return w
}

// read takes a reading of each permission. One that fails for a reason that may pass is missed; for
// any other reason, and if the context ends, it is an error.
func (w *watcher) read(ctx context.Context) error {
	return w.each(ctx, func(o *observed, r watch.Reading) { o.nodes.Add(r) })
}

// changed takes the first reading after the change. What was read after an earlier change goes on.
func (w *watcher) changed(ctx context.Context) error {
	return w.each(ctx, func(o *observed, r watch.Reading) {
		if o.counts {
			o.nodes.Add(r)
			return
		}
		o.nodes.Changed(r)
		o.counts = true
	})
}

func (w *watcher) each(ctx context.Context, take func(*observed, watch.Reading)) error {
	for _, o := range w.all {
		reading, err := w.reading(ctx, o)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil && mayPass(err):
			o.failed = err
		case err != nil:
			return w.failure(o, err)
		case o.nodes == nil:
			o.failed, o.first, o.nodes = nil, reading, watch.Start(reading)
		default:
			o.failed = nil
			take(o, reading)
		}
	}
	return nil
}

func (w *watcher) failure(o *observed, err error) error {
	return w.session.serviceFailure(err, task{Verb: "request", Subject: "permission", ID: o.id})
}

// isUnread reports whether the latest run has not read a permission in its second half: what became
// of its nodes is not known.
func (w *watcher) isUnread(o *observed) bool { return o.failed != nil && o.at.Before(w.middle) }

// unread is the failure of a run that has read no permission to its end, and names those that were
// not read where others were.
func (w *watcher) unread() (names []i18n.Text, err error) {
	for _, o := range w.all {
		if w.isUnread(o) {
			names = append(names, w.session.named(o.id))
			err = w.failure(o, o.failed)
		}
	}
	if len(names) < len(w.all) {
		err = nil
	}
	return names, err
}

// reading reads a permission, and how many of its nodes have joined since the first reading.
func (w *watcher) reading(ctx context.Context, o *observed) (watch.Reading, error) {
	got, err := api.Fetch[joinperm.Owned](ctx, w.client, api.OwnedCall(o.id, w.session.settings.IotInstanceID))
	if err != nil {
		return watch.Reading{}, err
	}
	at, joined := w.session.app.Now(), joins{newest: o.newest}
	if got.Data.NodesCnt != "0" {
		if err := joined.read(ctx, w, o, o.nodes == nil); err != nil {
			return watch.Reading{}, err
		}
	}
	if o.nodes == nil {
		o.newest = joined.newest
	}
	o.last, o.at = got.Data, at
	w.session.remember(o.id, got.Data.Name())
	return watch.ReadingOf(at, &got.Data, len(joined.since)), nil
}

// verdict is what is known of all permissions together.
func (w *watcher) verdict() watch.Verdict {
	var states []watch.State
	for _, o := range w.all {
		states = append(states, o.state())
	}
	return watch.Sum(states...)
}

func (o *observed) state() watch.State {
	if o.nodes == nil {
		return watch.State{}
	}
	return o.nodes.State()
}

// watchOptions say how long and how often to read.
type watchOptions struct {
	lasts, every time.Duration
	limit        float64 // percent of the nodes that may be silent, below 0 for any
}

// run reads every so often until the time is over, or more nodes than the limit are silent. show is
// called after each reading with the time that is left. An interruption is ctx's error.
func (w *watcher) run(ctx context.Context, o watchOptions, show func(left time.Duration) error) (exceeded bool, err error) {
	app := w.session.app
	begin := app.Now()
	w.middle = begin.Add(o.lasts / 2)
	for next := begin; ; {
		if exceeded = o.limit >= 0 && w.verdict().Exceeds(o.limit); exceeded {
			return true, show(0)
		}
		now := app.Now()
		left := begin.Add(o.lasts).Sub(now)
		if err := show(max(0, left)); err != nil || left <= 0 {
			return false, err
		}
		for !next.After(now) { // a reading that took too long costs those whose time has passed
			next = next.Add(o.every)
		}
		if err := app.Sleep(ctx, min(next.Sub(now), left)); err != nil {
			return false, err
		}
		if err := w.read(ctx); err != nil {
			return false, err
		}
	}
}

// warn says what is not known at the end of a run.
func (w *watcher) warn() {
	const named = 10
	if names, _ := w.unread(); len(names) > 0 {
		w.session.printer.Warn(i18n.T("not read to the end, so it is not known whether nodes are silent: %s", shortList(named, names)))
	}
	switch names, needs := w.unjudged(); {
	case len(names) == 0:
	case needs == 0:
		w.session.printer.Warn(i18n.T("cannot tell whether nodes are silent, since no uplinks are known from before: %s", shortList(named, names)))
	default:
		needs = (needs + time.Second - 1).Truncate(time.Second)
		w.session.printer.Warn(i18n.T("too early to tell whether nodes are silent; at the rate before, watch for at least %s: %s", needs.String(), shortList(named, names)))
	}
	if names := w.fewer(); len(names) > 0 {
		w.session.printer.Warn(i18n.T("fewer nodes than before: %s", shortList(named, names)))
	}
}

// fewer are the permissions that have lost some of their nodes, not all: those count as silent.
func (w *watcher) fewer() (names []i18n.Text) {
	for _, o := range w.all {
		if state := o.state(); state.Gone == 0 && state.Nodes < state.NodesBefore {
			names = append(names, i18n.T("%s (%d of %d)", w.session.named(o.id), state.Nodes, state.NodesBefore))
		}
	}
	return names
}

// unjudged names the permissions that were read and of which nothing can be said, and how much
// longer that takes.
func (w *watcher) unjudged() (names []i18n.Text, needs time.Duration) {
	for _, o := range w.all {
		state := o.state()
		if w.isUnread(o) || state.Judged || state.Nodes == 0 {
			continue
		}
		names, needs = append(names, w.session.named(o.id)), max(needs, state.Counted+state.Needs)
	}
	return names, needs
}

// isEnded reports whether an error is the end of the context.
func isEnded(ctx context.Context, err error) bool {
	return ctx.Err() != nil && errors.Is(err, ctx.Err())
}
