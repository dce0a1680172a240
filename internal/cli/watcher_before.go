package cli

import (
	"context"
	"slices"

	"linkwanctl/internal/history"
	"linkwanctl/internal/plan/watch"
)

// restore adds permissions that were changed before this process, with what was read before that.
// Their uplinks count from the next reading on.
func (w *watcher) restore(ids []string, before map[string]history.Before) {
	for _, id := range ids[max(0, len(ids)-mostWatched):] {
		o := &observed{id: id}
		if b, known := before[id]; known {
			o.startWith(b)
		}
		w.all = append(w.all, o)
	}
}

// readBefore adds permissions, and reads them before they are changed. The earliest others are no
// longer watched, if these are too many.
func (w *watcher) readBefore(ctx context.Context, ids []string) error {
	others := slices.DeleteFunc(w.all, func(o *observed) bool { return slices.Contains(ids, o.id) })
	w.all = nil
	for _, id := range ids {
		w.all = append(w.all, &observed{id: id})
	}
	err := w.read(ctx)
	w.new = w.all
	room := mostWatched - len(w.all)
	w.all = append(slices.Clone(others[max(0, len(others)-room):]), w.all...)
	return err
}

// before are the latest readings of readBefore, as the history keeps them.
func (w *watcher) before() []history.Before {
	var all []history.Before
	for _, o := range w.new {
		if o.nodes == nil { // not read
			continue
		}
		r := o.first
		all = append(all, history.Before{ID: o.id, Time: r.At, Created: r.Created, Nodes: r.Nodes, Uplinks: r.Uplinks, Monthly: r.Monthly, LastJoin: o.newest})
	}
	return all
}

// startWith begins with a reading of an earlier process.
func (o *observed) startWith(b history.Before) {
	o.first = watch.Reading{At: b.Time, Created: b.Created, Nodes: b.Nodes, Uplinks: b.Uplinks, Monthly: b.Monthly}
	o.nodes, o.newest = watch.Start(o.first), b.LastJoin
}
