package quota

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gofrs/flock"

	"linkwanctl/internal/userdir"
)

// aloneAt makes starts at a state that cannot be shared: this process keeps the quota by itself,
// nobody waits for the state, and it is told once.
func aloneAt(t *testing.T, dir string, extra time.Duration) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		o, said := quiet(t, dir)
		l, begun := New(o), time.Now()
		var wg sync.WaitGroup
		var got starts
		for range 15 {
			wg.Go(func() { got.wait(t, l) })
		}
		wg.Wait()
		within(t, got.counted, 5, window)
		if took := time.Since(begun); took > 2*window+extra {
			t.Errorf("15 starts took %s", took)
		}
		if texts := said(); len(texts) != 1 || !strings.HasPrefix(texts[0], "quota: "+without) {
			t.Errorf("said %q", texts)
		}
	})
}

func TestWithoutAPlaceForStateAProcessKeepsTheQuota(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"", file, filepath.Join(file, "below"), filepath.Join(t.TempDir(), "\x00")} {
		aloneAt(t, dir, 0)
	}
}

func TestWithAStateThatCannotBeOpenedAProcessKeepsTheQuota(t *testing.T) {
	t.Parallel()
	for _, name := range []func(dir string) string{stateFile, func(dir string) string { return filepath.Join(dir, lockName) }} {
		dir := t.TempDir()
		if err := os.Mkdir(name(dir), 0o700); err != nil {
			t.Fatal(err)
		}
		aloneAt(t, dir, 0)
	}
}

// A link in the state's place, of the folder, the file or the lock, or a second name of a file,
// would have another file read, written or removed.
func TestAStateThatLeadsElsewhereIsLeftAlone(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("links need a right there")
	}
	for name, put := range map[string]func(dir, elsewhere string) error{
		"a linked folder": func(dir, elsewhere string) error {
			_ = os.Remove(dir)
			return os.Symlink(elsewhere, dir)
		},
		"a linked file":   func(dir, elsewhere string) error { return os.Symlink(stateFile(elsewhere), stateFile(dir)) },
		"a dangling link": func(dir, elsewhere string) error { return os.Symlink(filepath.Join(elsewhere, "new"), stateFile(dir)) },
		"a hard link":     func(dir, elsewhere string) error { return os.Link(stateFile(elsewhere), stateFile(dir)) },
		"a linked lock": func(dir, elsewhere string) error {
			return os.Symlink(filepath.Join(elsewhere, "new"), filepath.Join(dir, lockName))
		},
		"a foreign folder": func(dir, _ string) error { return os.Chown(dir, 12345, -1) },
		"a foreign file": func(dir, _ string) error {
			return errors.Join(os.WriteFile(stateFile(dir), nil, 0o600), os.Chown(stateFile(dir), 12345, -1))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir, elsewhere := t.TempDir(), t.TempDir()
			// It would be taken for a state that nobody used for long.
			if err := os.WriteFile(stateFile(elsewhere), []byte("mine"), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chtimes(stateFile(elsewhere), time.Time{}, time.Now().Add(-2*stale)); err != nil {
				t.Fatal(err)
			}
			if err := put(dir, elsewhere); errors.Is(err, os.ErrPermission) {
				t.Skip("root alone gives a file away")
			} else if err != nil {
				t.Fatal(err)
			}
			aloneAt(t, dir, 0)
			text, err := os.ReadFile(stateFile(elsewhere))
			if entries, _ := os.ReadDir(elsewhere); err != nil || string(text) != "mine" || len(entries) != 1 {
				t.Errorf("the other folder has %v, its file %q, %v", entries, text, err)
			}
		})
	}
}

// A holder that is stopped delays one call by 2 s, and none after it.
func TestAStuckLockHoldsNobodyForLong(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	holder := flock.New(filepath.Join(dir, lockName))
	if locked, err := holder.TryLock(); !locked {
		t.Fatal(err)
	}
	defer func() { _ = holder.Close() }()
	aloneAt(t, dir, 2*time.Second+10*time.Millisecond)
}

func TestSharingBeginsAgainWhenTheLockIsFree(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		holder := flock.New(filepath.Join(dir, lockName))
		if locked, err := holder.TryLock(); !locked {
			t.Fatal(err)
		}
		o, _ := quiet(t, dir)
		l := New(o)
		for range 4 {
			_ = l.Wait(context.Background(), action)
		}
		if err := holder.Close(); err != nil {
			t.Fatal(err)
		}
		begun := time.Now()
		_ = l.Wait(context.Background(), action) // the file now has all five
		_ = New(options(t, dir)).Wait(context.Background(), action)
		if took := time.Since(begun); took != window {
			t.Errorf("another process's start came after %s, want %s", took, window)
		}
	})
}

// The patience that one failure took away comes back.
func TestALockThatIsBusyLaterIsWaitedForAgain(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var holder *flock.Flock
	hold := func() {
		holder = flock.New(filepath.Join(dir, lockName))
		if locked, err := holder.TryLock(); !locked {
			t.Fatal(err)
		}
	}
	o, _ := quiet(t, dir)
	o.Sleep = func(context.Context, time.Duration) error { return nil }
	l := New(o)
	hold()
	_ = l.Wait(t.Context(), action)
	_ = holder.Close()
	_ = l.Wait(t.Context(), action)
	hold()
	l.store.sleep = func(context.Context, time.Duration) error { return holder.Close() }
	_ = l.Wait(t.Context(), action)
	if s := readState(t, dir); len(s.Started) != 3 {
		t.Errorf("the file has %d starts, want 3", len(s.Started))
	}
}

// What a process did itself, it knows without the file.
func TestALostFileLosesNoStartOfOnesOwn(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		l := New(options(t, dir))
		for range 5 {
			_ = l.Wait(context.Background(), action)
			time.Sleep(10 * time.Millisecond)
			if err := l.Leave(context.Background(), action); err != nil {
				t.Error(err)
			}
		}
		if err := os.Remove(stateFile(dir)); err != nil {
			t.Fatal(err)
		}
		first := time.Now().Add(-40 * time.Millisecond)
		_ = l.Wait(context.Background(), action)
		if took := time.Since(first); took != window {
			t.Errorf("the sixth start came %s after the first, want %s", took, window)
		}
	})
}

// Nothing in the file delays a call, and the next look finds a sound one.
func TestADamagedFileIsReplaced(t *testing.T) {
	t.Parallel()
	now := time.Now().UnixNano()
	for name, text := range map[string]string{
		"no text": "\x00\xff\n", "cut short": "9 0 0 0 ;1 ;", "no numbers": "9 0 0 0 ;a ;;\n", "a number less": "9 0 0 ;1 ;;\n", "no times": ";;;\n", "out of order": "9 0 0 0 ;2 1 ;;\n",
		"negative": "9 0 0 0 ;-1 ;;\n", "too fast": "9 1000001 0 0 ;;;\n", "too slow": "9 1 0 0 ;;;\n", "too long": strings.Repeat("x", fileLimit+1),
		"held for long":        fmt.Sprintf("%d 0 0 %d ;;;\n", now, now+int64(time.Hour)),
		"throttled in future":  fmt.Sprintf("%d 500 %d 0 ;;;\n", now, now+int64(time.Hour)),
		"started in future":    fmt.Sprintf("%d 0 0 0 ;%d ;;\n", now, now+int64(time.Hour)),
		"written before times": "-9 0 0 0 ;1 ;;\n",
	} {
		dir := t.TempDir()
		writeText(t, dir, []byte(text))
		o, said := quiet(t, dir)
		o.Sleep = func(context.Context, time.Duration) error { t.Errorf("%s: it waits", name); return nil }
		if err := New(o).Wait(t.Context(), action); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if texts := said(); len(texts) != 1 || strings.ContainsFunc(texts[0], func(r rune) bool { return r < 32 || r == 0xfffd }) {
			t.Errorf("%s: said %q", name, texts)
		}
		if s := readState(t, dir); len(s.Started) != 1 || s.Pace != 0 {
			t.Errorf("%s: the file has %+v, want one start", name, s)
		}
		if left, err := os.ReadFile(stateFile(dir)); err != nil || bytes.IndexByte(left, '\n') != len(left)-1 {
			t.Errorf("%s: more than a line is left: %d bytes (%v)", name, len(left), err)
		}
	}
}

// Slots that nobody waits for, an hour of them and one of the far future, use up no call's time.
func TestSlotsFarAheadStopNoCall(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		now := time.Now().UnixNano()
		full := state{Written: now}
		for at := now; at < now+int64(time.Hour); at += int64(window) / 5 {
			full.Reserved = append(full.Reserved, at)
		}
		full.Reserved = append(full.Reserved, math.MaxInt64)
		writeState(t, dir, full)
		for range 10 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			if err := New(options(t, dir)).Wait(ctx, action); err != nil {
				t.Error(err)
			}
			cancel()
		}
		if took := time.Since(time.Unix(0, now)); took > horizon+3*window {
			t.Errorf("10 starts took %s", took)
		}
	})
}

// Neither does a wait that the service asked for, or that a state says it did, with
// all the slots and the lowest pace beside it.
func TestAWaitForTheServiceUsesUpNoCallsTime(t *testing.T) {
	t.Parallel()
	for _, ahead := range []time.Duration{horizon, time.Minute} {
		dir := t.TempDir()
		synctest.Test(t, func(t *testing.T) {
			now := time.Now().UnixNano()
			held := state{Written: now, Started: []int64{now, now, now, now, now}, Hold: now + int64(ahead), Pace: slowest, Slowed: now}
			for at := now; at < now+int64(horizon); at += int64(window) / 5 {
				held.Reserved = append(held.Reserved, at)
			}
			writeState(t, dir, held)
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			if err := New(options(t, dir)).Wait(ctx, action); err != nil {
				t.Error(err)
			}
			if took := time.Since(time.Unix(0, now)); took > horizon+3*window {
				t.Errorf("a wait of %s took %s", ahead, took)
			}
		})
	}
}

// The rest of a longer line stays where a process was killed as it wrote.
func TestTheRestOfALongerLineIsPassedOver(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	now := time.Now().UnixNano()
	text := (&state{Written: now, Started: []int64{now, now, now, now, now}}).encode()
	writeText(t, dir, append(text, "1 2 3 ;;;\n"...))
	o := options(t, dir)
	waited := false
	o.Sleep = func(context.Context, time.Duration) error { waited = true; return context.Canceled }
	if _ = New(o).Wait(t.Context(), action); !waited {
		t.Error("the starts of the first line were not seen")
	}
}

func TestStateIsTheUsersAloneAndNamesNobody(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "state", "linkwanctl", "quota")
	if err := New(options(t, dir)).Wait(t.Context(), action); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(filepath.Dir(filepath.Dir(dir)), func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %s", path, info.Mode())
		}
		if entry.IsDir() {
			return nil
		}
		text, err := os.ReadFile(path)
		for _, name := range []string{"test-key-id", "linkwan.example", action} {
			if strings.Contains(entry.Name()+string(text), name) {
				t.Errorf("%s tells %s", path, name)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Of the files in its folder, those alone go that are of its own making.
func TestFilesThatNobodyUsesGo(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	own := fileName("an old key", "https://linkwan.example", action)
	fresh := fileName("a fresh key", "https://linkwan.example", action)
	for name, age := range map[string]time.Duration{
		own: stale + time.Minute, fresh: stale - time.Minute, lockName: 2 * stale, "old.state": 2 * stale, "notes.txt": 2 * stale,
		own[1:]: 2 * stale, own + ".state": 2 * stale,
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, time.Time{}, time.Now().Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	folder := filepath.Join(dir, fileName("a folder", "", action))
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(folder, time.Time{}, time.Now().Add(-2*stale)); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := New(options(t, dir)).Wait(t.Context(), action); err != nil {
		t.Fatal(err)
	}
	for _, entry := range before {
		if _, err := os.Lstat(filepath.Join(dir, entry.Name())); (err == nil) == (entry.Name() == own) {
			t.Errorf("%s: is there: %v", entry.Name(), err == nil)
		}
	}
}

func TestDirFollowsTheXDGSpecification(t *testing.T) {
	t.Parallel()
	state, home := t.TempDir(), t.TempDir()
	below := filepath.Join(userdir.State(func(string) string { return "" }, home).Path, "quota")
	for _, c := range []struct{ state, home, want string }{
		{state, home, filepath.Join(state, "linkwanctl", "quota")},
		{"", home, below},
		{"relative", home, below},
		{"", "", ""},
		{"relative", "relative", ""},
	} {
		getenv := func(name string) string { return map[string]string{"XDG_STATE_HOME": c.state}[name] }
		if got := Dir(getenv, c.home); got != c.want {
			t.Errorf("Dir with XDG_STATE_HOME=%q and home %q is %q, want %q", c.state, c.home, got, c.want)
		}
	}
}
