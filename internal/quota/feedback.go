package quota

import (
	"context"
	"time"
)

// Leave is called when the request of a start could be sent. Its connection may have taken longer
// than the window allows for: the start is then given back, and another one waited for as Wait
// does, so that delayed requests are sent at the quota's rate as well. Calling it is optional;
// without it the start counts from when Wait returned.
func (l *Limiter) Leave(ctx context.Context, action string) error {
	if l.options.QPS <= 0 {
		return nil
	}
	for {
		start, late := l.leave(action)
		if !late {
			return nil
		}
		if err := l.withState(ctx, action, func(v *view) { v.undo(start) }); err != nil {
			return err
		}
		if err := l.Wait(ctx, action); err != nil {
			return err
		}
	}
}

// leave gives the start of a request that could be sent now, and whether it is late. Starts are
// interchangeable; the last is taken, because the request of an earlier one may never be sent.
func (l *Limiter) leave(action string) (start int64, late bool) {
	l.turn <- struct{}{}
	defer func() { <-l.turn }()
	b := l.budget(action)
	if last := len(b.unsent) - 1; last >= 0 {
		start, b.unsent = b.unsent[last], b.unsent[:last]
	}
	return start, l.options.Now().UnixNano()-start > int64(jitter)
}

// Throttled reports that the service refused a start for its rate, and how long it asked to wait, 0
// if it did not say. The pace of all processes is halved, down to one start in 2 s, and none starts
// while the wait lasts, at most for 30 s. After a minute without throttling the pace is the
// full one again.
func (l *Limiter) Throttled(action string, asked time.Duration) {
	if l.options.QPS <= 0 {
		return
	}
	_ = l.withState(context.Background(), action, func(v *view) { v.all.slow(v.now, asked, l.options.QPS) })
}

// Succeeded reports that the service accepted a start, whatever the answer was. It raises a pace
// that throttling had lowered by a twentieth of QPS.
func (l *Limiter) Succeeded(action string) {
	if l.options.QPS <= 0 || !l.slowed(action) {
		return
	}
	_ = l.withState(context.Background(), action, func(v *view) { v.all.quicken(l.options.QPS) })
}

// slowed reports whether the pace was lowered when this process last saw it.
func (l *Limiter) slowed(action string) bool {
	l.turn <- struct{}{}
	defer func() { <-l.turn }()
	return l.budget(action).own.Pace > 0
}
