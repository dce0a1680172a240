package quota

import (
	"context"
	"time"
)

// Leave is asked when the request of a start could leave. Its connection may have
// taken longer than the window allows for: the start is then given back, and
// another one waited for as Wait does, so that requests that were held up leave at
// the quota's rate as well. Not to ask is no mistake; the start then counts from
// when Wait returned.
func (l *Limiter) Leave(ctx context.Context, action string) error {
	if l.options.QPS <= 0 {
		return nil
	}
	for {
		start, late := l.leave(action)
		if !late {
			return nil
		}
		if err := l.look(ctx, action, func(v *view) { v.undo(start) }); err != nil {
			return err
		}
		if err := l.Wait(ctx, action); err != nil {
			return err
		}
	}
}

// leave gives the start of a request that could leave now, and whether it comes late.
// Which start is the request's own is no matter, for they are alike; the last is
// taken, because one before it may have failed to leave at all.
func (l *Limiter) leave(action string) (start int64, late bool) {
	l.turn <- struct{}{}
	defer func() { <-l.turn }()
	b := l.budget(action)
	if last := len(b.unsent) - 1; last >= 0 {
		start, b.unsent = b.unsent[last], b.unsent[:last]
	}
	return start, l.options.Now().UnixNano()-start > int64(jitter)
}

// Throttled tells that the service refused a start for its rate, and how long it
// asked to wait, 0 where it did not say. The pace of all processes is halved,
// down to one start in 2 s, and none starts while the wait lasts, at most for a
// minute. After a minute without throttling the pace is the full one again.
func (l *Limiter) Throttled(action string, asked time.Duration) {
	if l.options.QPS <= 0 {
		return
	}
	_ = l.look(context.Background(), action, func(v *view) { v.all.slow(v.now, asked, l.options.QPS) })
}

// Succeeded tells that the service took a start, whatever it then answered. It
// raises a pace that throttling had lowered by a twentieth of QPS.
func (l *Limiter) Succeeded(action string) {
	if l.options.QPS <= 0 || !l.slowed(action) {
		return
	}
	_ = l.look(context.Background(), action, func(v *view) { v.all.quicken(l.options.QPS) })
}

// slowed tells whether the pace was lowered when this process last saw it.
func (l *Limiter) slowed(action string) bool {
	l.turn <- struct{}{}
	defer func() { <-l.turn }()
	return l.budget(action).own.Pace > 0
}
