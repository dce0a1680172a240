package quota

import (
	"context"
	"errors"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gofrs/flock"
)

// service counts as the strictest of services does: any second holds so many.
type service struct {
	mu      sync.Mutex
	limit   int
	passed  []time.Time
	refused int
}

// take passes a request, or gives the wait until one would pass.
func (s *service) take() (asked time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	for len(s.passed) > 0 && now.Sub(s.passed[0]) >= time.Second {
		s.passed = s.passed[1:]
	}
	if len(s.passed) < s.limit {
		s.passed = append(s.passed, now)
		return 0
	}
	s.refused++
	return time.Second - now.Sub(s.passed[0])
}

// call is a call with its retries, as the client makes them; connecting is what the request's way
// takes in front of its leaving. It gives the attempts.
func (s *service) call(l *Limiter, connecting time.Duration) (attempts int, err error) {
	const way = 15 * time.Millisecond
	for attempts = 1; ; attempts++ {
		if err := l.Wait(context.Background(), action); err != nil {
			return attempts, err
		}
		time.Sleep(connecting)
		_ = l.Leave(context.Background(), action)
		time.Sleep(way)
		asked := s.take()
		time.Sleep(way)
		if asked == 0 {
			l.Succeeded(action)
			return attempts, nil
		}
		l.Throttled(action, asked)
		time.Sleep(asked)
	}
}

// Two machines know nothing of each other and share an account.
func TestMachinesThatShareAnAccountAllSucceed(t *testing.T) {
	t.Parallel()
	for seed := range uint64(10) {
		machines := []string{t.TempDir(), t.TempDir()}
		synctest.Test(t, func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 1))
			s := &service{limit: 5}
			begun := time.Now()
			var wg sync.WaitGroup
			for i := range 20 {
				dir, arrival := machines[i%2], time.Duration(random.IntN(100))*time.Millisecond
				wg.Go(func() {
					time.Sleep(arrival)
					attempts, err := s.call(New(options(t, dir)), 0)
					if err != nil || attempts > 4 {
						t.Errorf("a call took %d attempts: %v", attempts, err)
					}
				})
			}
			wg.Wait()
			if took := time.Since(begun); took > 8*time.Second {
				t.Errorf("20 calls took %s, and alone they take 3 s", took)
			}
		})
	}
}

// The first requests wait for their connections, those that follow on them do not, and would gain
// on them.
func TestSlowConnectionsAreNotOvertaken(t *testing.T) {
	t.Parallel()
	for _, connecting := range []time.Duration{0, 3 * time.Millisecond, 150 * time.Millisecond, 3 * time.Second} {
		dir := t.TempDir()
		synctest.Test(t, func(t *testing.T) {
			l, s := New(options(t, dir)), &service{limit: 5}
			var wg sync.WaitGroup
			for range 5 {
				wg.Go(func() {
					_, _ = s.call(l, connecting)
					for range 4 {
						_, _ = s.call(l, 0)
					}
				})
			}
			wg.Wait()
			if s.refused > 0 {
				t.Errorf("with %s to connect %d requests were throttled", connecting, s.refused)
			}
		})
	}
}

// After a stall, the requests that it held up leave at the quota's rate too.
func TestRequestsThatWereHeldUpLeaveAtTheQuotasRate(t *testing.T) {
	t.Parallel()
	for _, stall := range []time.Duration{300 * time.Millisecond, 3 * time.Second, 10 * time.Second} {
		dir := t.TempDir()
		synctest.Test(t, func(t *testing.T) {
			l, stalled := New(options(t, dir)), time.Now().Add(stall)
			var mu sync.Mutex
			var left []int64
			var wg sync.WaitGroup
			for range 16 {
				wg.Go(func() {
					if err := l.Wait(context.Background(), action); err != nil {
						t.Error(err)
					}
					time.Sleep(time.Until(stalled)) // no connection comes about before
					if err := l.Leave(context.Background(), action); err != nil {
						t.Error(err)
					}
					mu.Lock()
					defer mu.Unlock()
					left = append(left, time.Now().UnixNano())
				})
			}
			wg.Wait()
			within(t, left, 5, time.Second)
			if took := time.Since(stalled); took > 5*window {
				t.Errorf("after a stall of %s, 16 requests took %s more", stall, took)
			}
		})
	}
}

func TestAHeldUpRequestThatIsGivenUpDoesNotLeave(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		l := New(options(t, dir))
		_ = l.Wait(context.Background(), action)
		time.Sleep(window)
		for range 5 {
			_ = New(options(t, dir)).Wait(context.Background(), action)
		}
		ctx, cancel := context.WithCancel(context.Background())
		ended := make(chan error)
		go func() { ended <- l.Leave(ctx, action) }()
		synctest.Wait()
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		if s := readState(t, dir); len(s.Started) != 5 || len(s.Reserved) != 0 {
			t.Errorf("the state keeps %+v", s)
		}
	})
}

// What left late counts from then, for every process.
func TestALateRequestMovesItsStart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		l := New(options(t, dir))
		for range 5 {
			_ = l.Wait(context.Background(), action)
		}
		time.Sleep(100 * time.Millisecond)
		for range 5 {
			_ = l.Leave(context.Background(), action)
		}
		now := time.Now().UnixNano()
		if s := readState(t, dir); !slices.Equal(s.Started, []int64{now, now, now, now, now}) {
			t.Errorf("started %v, want five at %d", s.Started, now)
		}
	})
}

// Sent is cheap where all is well: it looks at no file, so that a held lock is no matter.
func TestARequestInTimeCostsNoLook(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		o := options(t, dir)
		l := New(o)
		_ = l.Wait(context.Background(), action) // never leaves
		time.Sleep(window / 2)
		_ = l.Wait(context.Background(), action)
		time.Sleep(jitter)
		holder := flock.New(filepath.Join(dir, lockName))
		if locked, err := holder.TryLock(); !locked {
			t.Fatal(err)
		}
		defer func() { _ = holder.Close() }()
		begun := time.Now()
		_ = l.Leave(context.Background(), action)
		l.Succeeded(action)
		if took := time.Since(begun); took != 0 {
			t.Errorf("it waited for the lock for %s", took)
		}
	})
}

func TestStartsThatNobodySendsAreForgotten(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		l := New(options(t, dir))
		for range 50 {
			_ = l.Wait(context.Background(), action)
		}
		if n := len(l.budget(action).unsent); n > 10 {
			t.Errorf("%d starts are kept for their requests", n)
		}
	})
}

// A start whose request never left is not taken for that of another's.
func TestAStartThatNeverLeftSlowsNoOther(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		l := New(options(t, dir))
		_ = l.Wait(context.Background(), action) // refused its connection
		begun := time.Now()
		for range 29 {
			_ = l.Wait(context.Background(), action)
			_ = l.Leave(context.Background(), action)
		}
		if took, want := time.Since(begun), 5*window; took != want {
			t.Errorf("30 starts took %s, want %s", took, want)
		}
	})
}
