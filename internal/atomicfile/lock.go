package atomicfile

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/sleep"
)

// Lock is a file that this process has locked. The kernel frees it when the
// process ends, however it ends. A nil Lock locks nothing.
type Lock struct{ file *flock.Flock }

// ErrNoLocks means that the file system does not support locks, as some network file systems do
// not.
var ErrNoLocks = i18n.Errorf("the file system does not support locks")

// BusyError means that another process kept the lock for too long.
type BusyError struct {
	Path string // of the lock's file
	PID  int    // of the process, if it wrote it with WritePID; else 0
}

// Error is Text in English.
func (e *BusyError) Error() string { return e.Text().String() }

// Text names the process where it can, and not the path, which may be anything.
func (e *BusyError) Text() i18n.Text {
	if e.PID > 0 {
		return i18n.T("process %d has locked it", e.PID)
	}
	return i18n.T("another process has locked it")
}

// errBusy means that another process has the lock now.
var errBusy = i18n.Errorf("another process has locked it")

// Take locks the file at path, which it makes where needed. It waits for another process for as
// long as patience and then returns a *BusyError, or the context's error as soon as that ends.
// wait is how it pauses; nil is the real clock.
func Take(ctx context.Context, path string, patience time.Duration, wait func(context.Context, time.Duration) error) (*Lock, error) {
	if wait == nil {
		wait = sleep.For
	}
	// It polls, because waiting for a lock cannot be cancelled. Pauses grow with the wait, because
	// each takes a little longer than asked.
	begun, waited := time.Now(), time.Duration(0)
	for pause := 100 * time.Microsecond; ; pause = min(2*pause, max(2*time.Millisecond, waited/50)) {
		lock, err := try(path, os.O_CREATE)
		if !errors.Is(err, errBusy) {
			return lock, err
		}
		if waited >= patience {
			return nil, &BusyError{Path: path, PID: readPID(path)}
		}
		pause = min(pause, patience-waited)
		if err := wait(ctx, pause); err != nil {
			return nil, err
		}
		waited = max(waited+pause, time.Since(begun)) // a clock that is handed in may run ahead
	}
}

// try locks a file or gives errBusy.
func try(path string, create int) (*Lock, error) {
	file := flock.New(path, flock.SetFlag(os.O_RDWR|create|safeFlags))
	var locked bool
	err := unlessUsed(func() (err error) {
		locked, err = file.TryLock()
		return err
	})
	var opening *fs.PathError
	switch {
	case errors.As(err, &opening):
		return nil, linkRefused(path, err)
	case err != nil:
		return nil, i18n.Errorf("%w: %w", ErrNoLocks, err)
	case !locked:
		return nil, errBusy
	}
	lock := &Lock{file}
	opened, err := file.Stat()
	if err == nil && !opened.Mode().IsRegular() {
		err = &fs.PathError{Op: "lock", Path: path, Err: errNotRegular}
	}
	if err != nil {
		lock.Release()
		return nil, err
	}
	// The process that had it may have removed it: then another file is the lock now.
	there, err := os.Lstat(path)
	if err != nil || !os.SameFile(opened, there) {
		lock.Release()
		if create == 0 {
			return nil, fs.ErrNotExist
		}
		return nil, errBusy
	}
	return lock, nil
}

// Release unlocks the file and does not remove it.
func (l *Lock) Release() {
	if l != nil {
		_ = l.file.Close()
	}
}

// Remove unlocks and removes the file.
func (l *Lock) Remove() {
	if l == nil {
		return
	}
	// Under the lock, so that no other process has it: see try. Windows removes no open file, and a
	// closed one only if no other process has opened it.
	if runtime.GOOS == "windows" {
		l.Release()
	}
	_ = os.Remove(l.file.Path())
	l.Release()
}

// pidOffset is the place of the process's ID: on Windows no other process can read the first byte
// of a locked file.
const pidOffset = 1

// WritePID writes this process's ID into the file, for the message of a process that waited too
// long.
func (l *Lock) WritePID() {
	if l == nil {
		return
	}
	if f, err := open(l.file.Path(), 0); err == nil {
		_, _ = f.WriteAt(fmt.Appendf(nil, "%-20d\n", os.Getpid()), pidOffset)
		_ = f.Close()
	}
}

func readPID(path string) int {
	f, err := open(path, 0)
	if err != nil {
		return 0
	}
	defer func() { _ = f.Close() }()
	text := make([]byte, 20)
	n, _ := f.ReadAt(text, pidOffset)
	pid, _ := strconv.Atoi(strings.TrimSpace(string(text[:n])))
	return pid
}
