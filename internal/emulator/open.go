package emulator

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"linkwanctl/internal/i18n"
)

// lockWait is how long a process waits for another that uses the file: calls with a sandbox use it
// for some milliseconds, long batches for longer. A server, which uses it until it ends, is not
// waited for.
const lockWait = 10 * time.Second

// lockPause is the time between two tries; once is a wait that is none.
const (
	lockPause = 25 * time.Millisecond
	once      = time.Nanosecond
)

var (
	errNoPath  = i18n.Errorf("no state file is named")
	errCorrupt = i18n.Errorf("the file is damaged")
	errForeign = i18n.Errorf("the file is not a state file of the emulator")
	errVersion = i18n.Errorf("the file was written by another version of linkwanctl")
)

// smallest is the least that a file of bbolt has, two pages of 4 KiB. Over a smaller one it gives an
// error of no kind.
const smallest = 8 << 10

// openState opens the file for reading and writing, or makes it. Nothing but an absent, an empty or
// an own, sound file is ever written to.
func openState(path string, wait time.Duration) (*state, error) {
	if path == "" {
		return nil, errNoPath
	}
	st, err := openWhenFree(path, wait)
	var used *InUseError
	switch {
	case errors.As(err, &used):
		return nil, err
	case err != nil:
		return nil, i18n.Errorf("state file %s: %w", path, explain(err))
	}
	removeNote(path) // of a server that was killed
	return st, nil
}

// openWhenFree tries until no other process uses the file, or a server does.
func openWhenFree(path string, wait time.Duration) (*state, error) {
	for start := time.Now(); ; time.Sleep(lockPause) {
		st, err := openFile(path)
		if !errors.Is(err, berrors.ErrTimeout) {
			return st, err
		}
		if address := runningAt(path); address != "" || time.Since(start) >= wait {
			return nil, &InUseError{path, address}
		}
	}
}

func openFile(path string) (*state, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	switch {
	case err == nil && (!info.Mode().IsRegular() || info.Size() > 0 && info.Size() < smallest):
		return nil, errForeign
	case err == nil && info.Size() > 0:
		// bbolt rebuilds a free list in a separate goroutine when it opens a file to write, and
		// panics there over some broken ones, where it cannot be recovered. Opened to read, it does
		// not.
		if err := inspect(path); err != nil {
			return nil, err
		}
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	db, err := openBolt(path, &bolt.Options{Timeout: once, NoSync: true})
	if err != nil {
		return nil, err
	}
	st := &state{path, db}
	if err := guarded(st.prepare); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return st, nil
}

// openBolt opens the file without a sync for each commit: what was written is the kernel's once a
// transaction has ended, so it outlives the process, kill -9 included. A power cut or a crash of
// the kernel may cost the last changes, or leave a damaged file, which the next Open refuses and
// Reset does not touch. The free list is kept in the file (no NoFreelistSync), see openFile.
//
// Where bbolt panics over a broken free list, it leaves the file mapped, and so locked, for the
// rest of the process.
func openBolt(path string, o *bolt.Options) (db *bolt.DB, err error) {
	err = guarded(func() error {
		db, err = bolt.Open(path, 0o600, o)
		return err
	})
	return db, err
}

// explain puts bbolt's errors into words that name what to do.
func explain(err error) error {
	switch {
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrVersionMismatch):
		err = errForeign
		fallthrough
	case errors.Is(err, errForeign), errors.Is(err, errVersion):
		return i18n.Errorf("%w: it was not changed; use another file", err)
	case errors.Is(err, berrors.ErrChecksum):
		err = errCorrupt
		fallthrough
	case errors.Is(err, errCorrupt):
		return i18n.Errorf("%w: it was not changed; delete it to start again from the samples", err)
	}
	return err
}
