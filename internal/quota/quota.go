// Package quota keeps the service's quota, a number of starts a second for each action and account,
// across all processes of a machine: a sliding window of the last starts in a small file under a
// lock, from which each call reserves its slot and then waits for it. Throttling that comes anyway,
// because other machines share the account, lowers the pace for all of them; success raises it
// again.
//
// Every start passes two rules under the lock: at most QPS in any window (window.go), and the
// distance of a lowered pace (pace.go). If the file or its lock is not available, this process
// keeps the same rules by itself: the package never blocks on its state and never fails for it.
//
// It does not retry, knows no action by name, and prints nothing.
package quota

import (
	"context"
	"slices"
	"time"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/sleep"
)

// mostQPS bounds the window that is kept, and with it the file.
const mostQPS = 1000

// Options say whose quota is kept and where.
type Options struct {
	// Dir has the state (see Dir); it is made where it is missing. With "" each process keeps the
	// quota for itself.
	Dir string
	// Account and Endpoint identify a quota. They reach the disk only as part of a hash, so that an
	// access key ID may be given.
	Account, Endpoint string
	// QPS is the number of starts of an action in any second, 1 to 1000 (more counts as 1000); 0 or
	// less keeps no quota. Link WAN's is 5.
	QPS int

	Debug func(text string) // the state cannot be shared; once a Limiter

	Now   func() time.Time                           // time.Now
	Sleep func(context.Context, time.Duration) error // ends early, with its error, when the context does
}

// Limiter lets calls start within a quota. It is safe for use by several goroutines.
type Limiter struct {
	options Options
	store   store

	turn     chan struct{} // taken by the goroutine that uses the state or the fields below
	budgets  map[string]*budget
	alone    bool // the file was not available the last time
	reported bool // Debug has been called
}

// New makes a Limiter. It touches no file.
func New(o Options) *Limiter {
	if o.Debug == nil {
		o.Debug = func(string) {}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep.For
	}
	o.QPS = min(o.QPS, mostQPS)
	return &Limiter{
		options: o, store: store{dir: o.Dir, now: o.Now, sleep: o.Sleep},
		turn: make(chan struct{}, 1), budgets: map[string]*budget{},
	}
}

// Wait returns nil when the action may start, and counts that start. Its error is the context's:
// context.Canceled, or context.DeadlineExceeded, the latter at once where the slot would come after
// the deadline. A call that did not start leaves no slot behind if the lock is free.
func (l *Limiter) Wait(ctx context.Context, action string) error {
	_, err := l.wait(ctx, action)
	return err
}

// wait is Wait, and gives the start that was counted.
func (l *Limiter) wait(ctx context.Context, action string) (start int64, err error) {
	if err := ctx.Err(); err != nil || l.options.QPS <= 0 {
		return 0, err
	}
	for slot := int64(0); ; {
		next, pause, err := l.book(ctx, action, slot)
		if err == nil && pause == 0 {
			return next, nil
		}
		if err == nil {
			slot = next
			err = l.options.Sleep(ctx, pause)
		}
		if err != nil {
			l.giveBack(action, slot)
			return 0, err
		}
	}
}

// book takes the start now, with a pause of 0, or a slot and the pause before it. A call that comes
// back from its pause names its slot and is checked against what has really started since: others
// may have started later than their slots, or at another pace.
func (l *Limiter) book(ctx context.Context, action string, slot int64) (at int64, pause time.Duration, err error) {
	failed := l.withState(ctx, action, func(v *view) {
		taken := v.all.Started
		if slot == 0 {
			taken = v.all.taken()
		}
		at = earliest(taken, max(onTime(slot, v.now), v.all.Hold), v.all.rules(l.options.QPS))
		pause = max(0, time.Duration(at-v.now))
		switch deadline, ok := ctx.Deadline(); {
		case pause == 0:
			v.cancel(slot)
			v.start(at)
			v.unsent = append(slices.DeleteFunc(v.unsent, func(s int64) bool { return v.now-s > int64(window) }), at)
		case ok && time.Until(deadline) < pause:
			err = i18n.Errorf("wait for the quota: the next free slot is in %s: %w", pause.Round(time.Millisecond), context.DeadlineExceeded)
		default:
			v.cancel(slot)
			v.reserve(at)
		}
	})
	if failed != nil {
		err = failed
	}
	return at, pause, err
}

// givingBack is how long a call that was cancelled waits to free its slot.
const givingBack = 20 * time.Millisecond

// giveBack frees a slot that will not be used. If the lock is busy, the slot stays, unused, until
// its time has passed.
func (l *Limiter) giveBack(action string, slot int64) {
	if slot == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), givingBack)
	defer cancel()
	_ = l.withState(ctx, action, func(v *view) { v.cancel(slot) })
}
