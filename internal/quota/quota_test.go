package quota

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// The clock of these tests is the bubble's: it moves on when all goroutines wait.

func TestFirstStartsAfterIdlenessAreAtOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		for range 3 {
			begun := time.Now()
			for range 5 {
				if err := New(options(t, dir)).Wait(t.Context(), action); err != nil {
					t.Fatal(err)
				}
			}
			if passed := time.Since(begun); passed != 0 {
				t.Errorf("5 starts after idleness took %s", passed)
			}
			if err := New(options(t, dir)).Wait(t.Context(), action); err != nil {
				t.Fatal(err)
			}
			if passed := time.Since(begun); passed != window {
				t.Errorf("the sixth start came after %s, want %s", passed, window)
			}
			time.Sleep(window)
		}
	})
}

// Whatever the arrivals, of one process or of several: no window holds more than the quota, and
// nobody waits longer than it makes them.
func TestNoWindowHoldsMoreThanTheQuota(t *testing.T) {
	t.Parallel()
	for seed := range uint64(40) {
		dir := t.TempDir()
		synctest.Test(t, func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 0))
			limiters := make([]*Limiter, 1+random.IntN(4))
			for i := range limiters {
				limiters[i] = New(options(t, dir))
			}
			var wg sync.WaitGroup
			var got starts
			arrivals := make([]int64, 1+random.IntN(60))
			spread := 1 + random.IntN(20_000)
			for i := range arrivals {
				after := time.Duration(random.IntN(spread)) * time.Millisecond
				arrivals[i] = time.Now().Add(after).UnixNano()
				wg.Go(func() {
					time.Sleep(after)
					got.wait(t, limiters[i%len(limiters)])
				})
			}
			wg.Wait()
			within(t, got.counted, 5, window)
			within(t, got.returned, 5, time.Second)
			notSlow(t, arrivals, got.returned)
		})
	}
}

// notSlow compares sorted starts with those of the best schedule.
func notSlow(t *testing.T, arrivals, returned []int64) {
	t.Helper()
	slices.Sort(arrivals)
	best := slices.Clone(arrivals)
	for i := range best {
		if i >= 5 {
			best[i] = max(best[i], best[i-5]+int64(window))
		}
		// What it takes to find the lock busy.
		allowed := time.Duration(best[i]-best[0])/100 + 20*time.Millisecond
		if late := time.Duration(returned[i] - best[i]); late > allowed {
			t.Errorf("start %d of %d is %s late", i+1, len(best), late)
			return
		}
	}
}

func TestActionsAccountsAndEndpointsHaveTheirOwnQuota(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		for range 5 {
			for _, change := range []func(*Options, *string){
				func(*Options, *string) {},
				func(_ *Options, a *string) { *a = "GetOwnedJoinPermission" },
				func(o *Options, _ *string) { o.Account = "test-key-id-2" },
				func(o *Options, _ *string) { o.Endpoint = "https://linkwan.example:8443" },
			} {
				o, action := options(t, dir), action
				change(&o, &action)
				if err := New(o).Wait(t.Context(), action); err != nil {
					t.Fatal(err)
				}
			}
		}
		if passed := time.Since(begun); passed != 0 {
			t.Errorf("one quota was taken for another: 5 starts of each took %s", passed)
		}
	})
}

func TestZeroKeepsNoQuota(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := options(t, dir)
	o.QPS, o.Sleep = 0, func(context.Context, time.Duration) error { return errors.New("it waits") }
	l := New(o)
	for range 100 {
		if err := l.Wait(t.Context(), action); err != nil {
			t.Fatal(err)
		}
		if err := l.Leave(context.Background(), action); err != nil {
			t.Error(err)
		}
		l.Throttled(action, time.Second)
		l.Succeeded(action)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := l.Wait(ctx, action); !errors.Is(err, context.Canceled) {
		t.Errorf("a call that was given up may start: %v", err)
	}
}

func TestCancelledWaitEndsAtOnceAndGivesItsSlotBack(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		l := New(options(t, dir))
		var nine sync.WaitGroup
		for range 9 {
			nine.Go(func() { _ = l.Wait(context.Background(), action) })
		}
		defer nine.Wait() // the bubble's time stands still once the test is over
		synctest.Wait()
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error)
		go func() { ended <- l.Wait(ctx, action) }()
		synctest.Wait()
		begun := time.Now()
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) || time.Since(begun) != 0 {
			t.Errorf("ended with %v after %s", err, time.Since(begun))
		}
		// The lock is polled, and may be held by one of the nine for a poll or two.
		const polls = 5 * time.Millisecond
		if err := New(options(t, dir)).Wait(context.Background(), action); err != nil || time.Since(begun) < window || time.Since(begun) > window+polls {
			t.Errorf("the tenth start came after %s (%v), want %s", time.Since(begun), err, window)
		}
	})
}

func TestAWaitBeyondTheDeadlineIsNotBegun(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		l := New(options(t, dir))
		begun := time.Now()
		for range 5 {
			_ = l.Wait(context.Background(), action)
		}
		ctx, cancel := context.WithTimeout(context.Background(), window-time.Millisecond)
		defer cancel()
		if err := l.Wait(ctx, action); !errors.Is(err, context.DeadlineExceeded) || time.Since(begun) != 0 {
			t.Errorf("ended with %v after %s", err, time.Since(begun))
		}
		if s := readState(t, dir); len(s.Reserved) != 0 {
			t.Errorf("a slot stays behind: %v", s.Reserved)
		}
	})
}

// A slot that moves behind the deadline after all frees one slot: its own.
func TestALostWaitFreesNoOthersSlot(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		l := New(options(t, dir))
		for range 5 {
			_ = l.Wait(context.Background(), action)
		}
		ctx, cancel := context.WithTimeout(context.Background(), window+time.Millisecond)
		defer cancel()
		ended := make(chan error, 2)
		for _, ctx := range []context.Context{ctx, context.Background()} {
			go func() { ended <- l.Wait(ctx, action) }()
		}
		synctest.Wait()
		l.Throttled(action, 2*time.Second)
		if err := <-ended; !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("ended with %v, want the deadline's error", err)
		}
		synctest.Wait()
		if s := readState(t, dir); len(s.Reserved) != 1 {
			t.Errorf("%d slots are reserved for the one who waits", len(s.Reserved))
		}
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}
