package quota

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"linkwanctl/internal/sleep"
)

// Calls wait while the machine's clock is set: none waits longer for it, and no second holds more
// starts.
func TestSettingTheClockHoldsNobodyBack(t *testing.T) {
	t.Parallel()
	for _, jump := range []time.Duration{-10000 * time.Hour, -time.Hour, -time.Second, -50 * time.Millisecond, 50 * time.Millisecond, time.Second, time.Hour} {
		dir := t.TempDir()
		synctest.Test(t, func(t *testing.T) {
			var set atomic.Int64
			o, _ := quiet(t, dir)
			o.Now = func() time.Time { return time.Now().Add(time.Duration(set.Load())) }
			begun := time.Now()
			var wg sync.WaitGroup
			var got starts
			l := New(o)
			for range 12 {
				wg.Go(func() { got.wait(t, l) })
			}
			time.Sleep(window / 2)
			set.Store(int64(jump))
			for range 4 {
				wg.Go(func() { got.wait(t, New(o)) })
			}
			wg.Wait()
			// Four windows keep 16 starts; the others' slots may go lost, and a clock that was set
			// back makes the last starts look younger.
			if took := time.Since(begun); took > 4*window {
				t.Errorf("with the clock set by %s, 16 starts took %s", jump, took)
			}
			if jump < 0 { // a clock that is set forward makes them look older
				within(t, got.returned, 5, time.Second)
			}
		})
	}
}

func TestAClockThatWasSetBackIsToldOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		ahead := time.Now().Add(300 * 24 * time.Hour).UnixNano()
		writeState(t, dir, state{
			Written: ahead, Started: []int64{ahead}, Reserved: []int64{ahead + int64(time.Minute)},
			Pace: slowest, Slowed: ahead, Hold: ahead + int64(time.Minute),
		})
		o, said := quiet(t, dir)
		l, begun := New(o), time.Now()
		for range 2 {
			_ = l.Wait(context.Background(), action)
		}
		if took := time.Since(begun); took > 2*kept {
			t.Errorf("two starts took %s", took)
		}
		time.Sleep(2 * memory)
		_ = l.Wait(context.Background(), action)
		if s := readState(t, dir); s.Pace != 0 {
			t.Errorf("throttling is remembered by the old clock: %+v", s)
		}
		if texts := said(); len(texts) != 1 || !strings.Contains(texts[0], "clock was set back") {
			t.Errorf("said %q", texts)
		}
	})
}

// The machine sleeps, and with it what a wait is measured by: the wall clock has gone on.
func TestAWaitOverAMachinesSleepEndsAsItWasBegun(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		o := options(t, dir)
		var slept atomic.Int64
		o.Now = func() time.Time { return time.Now().Add(time.Duration(slept.Load())) }
		o.Sleep = func(ctx context.Context, d time.Duration) error {
			slept.Add(int64(8 * time.Hour))
			return sleep.For(ctx, d)
		}
		l, begun := New(o), time.Now()
		for range 6 {
			if err := l.Wait(context.Background(), action); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(begun); took != window {
			t.Errorf("6 starts took %s, want %s", took, window)
		}
	})
}
