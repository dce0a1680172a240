package atomicfile

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"linkwanctl/internal/sleep"
)

func TestALockIsWaitedForAndThenSaysWhoHasIt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	holder := other(t, "lock", dir)
	path := filepath.Join(dir, "lock")
	synctest.Test(t, func(t *testing.T) {
		const patience = 5 * time.Second
		begun := time.Now()
		_, err := Take(t.Context(), path, patience, nil)
		var busy *BusyError
		if !errors.As(err, &busy) || busy.PID != holder.Process.Pid || busy.Path != path {
			t.Errorf("got %v, want process %d", err, holder.Process.Pid)
		}
		if took := time.Since(begun); took < patience || took > patience+10*time.Millisecond {
			t.Errorf("it waited for %s", took)
		}
	})
	kill(holder)
	lock, err := Take(t.Context(), path, 0, nil)
	if err != nil {
		t.Fatalf("the lock of a killed process is kept: %v", err)
	}
	lock.Remove()
	if got := files(t, dir); len(got) != 0 {
		t.Errorf("left: %q", got)
	}
}

// On a busy machine a pause takes many times as long as it says: the wait goes by the clock.
func TestAWaitIsNoLongerWherePausesAre(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lock")
	lock, err := Take(t.Context(), path, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Release()
	synctest.Test(t, func(t *testing.T) {
		const patience, late = 5 * time.Second, 20 * time.Millisecond
		begun := time.Now()
		_, err := Take(t.Context(), path, patience, func(ctx context.Context, pause time.Duration) error {
			return sleep.For(ctx, pause+late)
		})
		var busy *BusyError
		if took := time.Since(begun); !errors.As(err, &busy) || took < patience || took > patience+2*late {
			t.Errorf("it waited for %s: %v", took, err)
		}
	})
}

// Each pause takes longer than it says, a millisecond or so, and a wait of 5 s that is
// made of thousands of them takes 7.
func TestALongWaitHasFewPauses(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lock")
	lock, err := Take(t.Context(), path, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Release()
	pauses, longest := 0, time.Duration(0)
	sleep := func(_ context.Context, pause time.Duration) error {
		pauses++
		longest = max(longest, pause)
		return nil
	}
	var busy *BusyError
	if _, err := Take(t.Context(), path, 5*time.Second, sleep); !errors.As(err, &busy) {
		t.Errorf("got %v", err)
	}
	if pauses > 300 || longest > 100*time.Millisecond {
		t.Errorf("%d pauses, of up to %s", pauses, longest)
	}
}

// Who says nothing of itself is another process.
func TestAHolderWithoutAnIDIsAnotherProcess(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lock")
	lock, err := Take(t.Context(), path, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Release()
	var busy *BusyError
	if _, err = Take(t.Context(), path, 0, nil); !errors.As(err, &busy) || busy.PID != 0 || err.Error() != "another process has locked it" {
		t.Errorf("got %v", err)
	}
}

func TestTheWaitForALockEndsWithItsContext(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lock")
	lock, err := Take(t.Context(), path, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Release()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Take(ctx, path, time.Hour, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// A lock whose file goes with each holder is still one lock.
func TestALockThatIsRemovedHoldsOneAtATime(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "lock")
	var wg sync.WaitGroup
	var inside sync.Mutex
	for range 20 {
		wg.Go(func() {
			for range 10 {
				lock, err := Take(t.Context(), path, time.Minute, nil)
				if err != nil {
					t.Error(err)
					return
				}
				if !inside.TryLock() {
					t.Error("two have the lock")
					return
				}
				lock.WritePID()
				inside.Unlock()
				lock.Remove()
			}
		})
	}
	wg.Wait()
	if got := files(t, dir); len(got) != 0 {
		t.Errorf("left: %q", got)
	}
}

func TestALockIsARegularFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := Take(t.Context(), dir, 0, nil); err == nil {
		t.Error("a directory was locked")
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink("target", link); err != nil {
		t.Skip(err)
	}
	if _, err := Take(t.Context(), link, 0, nil); err == nil {
		t.Error("a link was followed")
	}
	if _, err := Take(t.Context(), filepath.Join(dir, "missing", "lock"), 0, nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}
