package quota

import (
	"context"
	"fmt"
	"slices"
	"time"

	"linkwanctl/internal/i18n"
)

// budget is what this process has of one action.
type budget struct {
	file   string
	own    state   // its own starts and slots; the pace that it saw last
	unsent []int64 // its starts of the last window whose requests could not leave yet
}

// view is an action's state under the lock. Changes apply to the shared state and to this process's
// own.
type view struct {
	all *state
	*budget
	now int64
}

// start counts a start.
func (v *view) start(at int64) {
	insert(&v.all.Started, at)
	insert(&v.own.Started, at)
}

// undo gives back a start that was not used.
func (v *view) undo(start int64) {
	remove(&v.own.Started, start)
	remove(&v.all.Started, start)
}

// reserve keeps a slot for later.
func (v *view) reserve(at int64) {
	insert(&v.all.Reserved, at)
	insert(&v.own.Reserved, at)
}

// cancel gives a slot back. It may be gone already: its time has passed, or the clock was set.
func (v *view) cancel(slot int64) {
	remove(&v.own.Reserved, slot)
	remove(&v.all.Reserved, slot)
}

// withState runs fn on an action's state, under the lock, and saves the result. Without the file,
// fn sees only what this process knows. The error is only ever the context's, and then fn has not
// run.
func (l *Limiter) withState(ctx context.Context, action string, fn func(*view)) error {
	select {
	case l.turn <- struct{}{}:
		defer func() { <-l.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	b := l.budget(action)
	file, err := l.store.open(ctx, b.file, l.patience())
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	defer file.close()
	if l.alone = err != nil; l.alone {
		l.report(without, err)
	}
	shared, err := decode(file.text)
	if err != nil {
		l.report("what others did is not known", err)
	}
	now := l.options.Now().UnixNano()
	if shared.settle(now) {
		l.report("the slots of others are dropped", errSetBack)
	}
	b.own.settle(now)
	shared.merge(&b.own)
	fn(&view{all: &shared, budget: b, now: now})
	b.own.Pace, b.own.Slowed, b.own.Hold = shared.Pace, shared.Slowed, shared.Hold
	if err := file.save(&shared); err != nil {
		l.report(without, err)
	}
	return nil
}

func (l *Limiter) budget(action string) *budget {
	b := l.budgets[action]
	if b == nil {
		b = &budget{file: fileName(l.options.Account, l.options.Endpoint, action)}
		l.budgets[action] = b
	}
	return b
}

// patience is how long to wait for the lock, which others keep for well under a millisecond: after
// one failed wait the next calls do not wait for it.
func (l *Limiter) patience() time.Duration {
	if l.alone {
		return 0
	}
	return lockPatience
}

const without = "this process keeps the quota by itself"

var errSetBack = i18n.Errorf("the clock was set back")

// report says, once, that something is wrong with the state.
func (l *Limiter) report(consequence string, err error) {
	if !l.reported {
		l.reported = true
		l.options.Debug(fmt.Sprintf("quota: %s: state in %s: %s", consequence, l.options.Dir, reason(err)))
	}
}

func insert(times *[]int64, at int64) {
	place, _ := slices.BinarySearch(*times, at)
	*times = slices.Insert(*times, place, at)
}

func remove(times *[]int64, at int64) {
	if place, found := slices.BinarySearch(*times, at); found {
		*times = slices.Delete(*times, place, place+1)
	}
}
