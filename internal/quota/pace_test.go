package quota

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

func TestThrottlingHalvesThePaceOfEveryProcess(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		one, other := New(options(t, dir)), New(options(t, dir))
		for _, pace := range []time.Duration{2500, 1250, 625, 500, 500} {
			one.Throttled(action, 0)
			one.Throttled(action, 0) // of a call that started with the first
			time.Sleep(2 * kept)
			begun := time.Now()
			for range 3 {
				_ = other.Wait(context.Background(), action)
			}
			if took, want := time.Since(begun), 2*(window*1000/pace); took != want {
				t.Errorf("3 starts at %d/1000 a second took %s, want %s", pace, took, want)
			}
		}
	})
}

func TestSuccessesRestoreThePaceByEqualSteps(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		l := New(options(t, dir))
		l.Throttled(action, 0)
		for want := 2500; want < 5000; want += 250 {
			if pace := readState(t, dir).Pace; pace != want {
				t.Fatalf("the pace is %d, want %d", pace, want)
			}
			l.Succeeded(action)
		}
		if s := readState(t, dir); s.Pace != 0 {
			t.Errorf("the pace is %d, want the full one", s.Pace)
		}
		begun := time.Now()
		for range 5 {
			_ = l.Wait(context.Background(), action)
		}
		if took := time.Since(begun); took != 0 {
			t.Errorf("5 starts at the full pace took %s", took)
		}
	})
}

func TestThrottlingIsForgottenAfterAMinute(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		for after, want := range map[time.Duration]int{memory: 2500, memory + 1: 0} {
			l := New(options(t, dir))
			l.Throttled(action, 0)
			time.Sleep(after)
			_ = l.Wait(context.Background(), action)
			if pace := readState(t, dir).Pace; pace != want {
				t.Errorf("after %s the pace is %d, want %d", after, pace, want)
			}
			time.Sleep(memory)
		}
	})
}

// The service's own wait is kept by calls that come, by calls that wait already, and by other
// processes, but no longer than half of a call.
func TestNothingStartsBeforeTheServiceWantsItTo(t *testing.T) {
	t.Parallel()
	for asked, want := range map[time.Duration]time.Duration{3 * time.Second: 3 * time.Second, 24 * time.Hour: horizon, -time.Second: 0} {
		dir := t.TempDir()
		synctest.Test(t, func(t *testing.T) {
			l := New(options(t, dir))
			for range 5 {
				_ = l.Wait(context.Background(), action)
			}
			begun := time.Now()
			waited := make(chan struct{})
			go func() {
				_ = l.Wait(context.Background(), action)
				close(waited)
			}()
			synctest.Wait()
			l.Throttled(action, asked)
			_ = New(options(t, dir)).Wait(context.Background(), action)
			<-waited
			if s := readState(t, dir); len(s.Started) == 0 || time.Duration(s.Started[0]-begun.UnixNano()) < want {
				t.Errorf("asked for %s: started at %v after %s", asked, s.Started, begun)
			}
			if took := time.Since(begun); took > want+2*window {
				t.Errorf("asked for %s, two starts took %s", asked, took)
			}
		})
	}
}

// Whoever has another --qps sees the same pace, kept to its own.
func TestProcessesWithOtherQuotasShareThePace(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		large, small := options(t, dir), options(t, dir)
		large.QPS = 1_000_000 // counts as 1000
		New(large).Throttled(action, 0)
		if pace := readState(t, dir).Pace; pace != 500_000 {
			t.Errorf("the pace is %d, want 500000", pace)
		}
		begun, l := time.Now(), New(small)
		for range 5 {
			_ = l.Wait(context.Background(), action)
		}
		if took := time.Since(begun); took != 0 {
			t.Errorf("a pace above its own quota cost a process %s", took)
		}
		time.Sleep(2 * window)
		l.Throttled(action, 0)
		if pace := readState(t, dir).Pace; pace != 2500 {
			t.Errorf("the pace is %d, want 2500", pace)
		}
	})
}

func TestThrottlingIsHeededWithoutAFile(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		o, _ := quiet(t, "")
		l, begun := New(o), time.Now()
		l.Throttled(action, time.Second)
		for range 3 {
			_ = l.Wait(context.Background(), action)
		}
		if took, want := time.Since(begun), time.Second+2*(window*1000/2500); took != want {
			t.Errorf("3 starts took %s, want %s", took, want)
		}
	})
}

// A lowered pace comes on top of the window: one that a burst has filled stays full.
func TestALoweredPaceKeepsTheWindow(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		l := New(options(t, dir))
		for range 5 {
			_ = l.Wait(context.Background(), action)
		}
		begun := time.Now()
		l.Throttled(action, 0)
		_ = l.Wait(context.Background(), action)
		if took := time.Since(begun); took != window {
			t.Errorf("the sixth start came after %s, want %s", took, window)
		}
	})
}
