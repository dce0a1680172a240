package quota

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// Dir gives the place of the state: linkwanctl/quota in XDG_STATE_HOME, else in
// ~/.local/state (XDG Base Directory Specification). It is "" where neither the
// variable nor the home directory is an absolute path.
func Dir(getenv func(string) string, home string) string {
	state := getenv("XDG_STATE_HOME")
	if !filepath.IsAbs(state) {
		if !filepath.IsAbs(home) {
			return ""
		}
		state = filepath.Join(home, ".local", "state")
	}
	return filepath.Join(state, "linkwanctl", "quota")
}

// fileName names the file of a quota. Access key IDs are random enough that a
// hash does not give them away. The number is the format's: another one has
// other files.
func fileName(account, endpoint, action string) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{"linkwanctl quota 1", account, endpoint, action}, "\x00")))
	return hex.EncodeToString(sum[:16]) + ".json"
}

// store is the directory of the files. One lock stands for all of them: it is
// held for so short a time that a lock for each would gain nothing, and files can
// be removed under it. It is a file of its own, because Windows lets nobody read
// a file that is locked.
type store struct {
	dir   string
	now   func() time.Time
	sleep func(context.Context, time.Duration) error
}

const (
	lockName  = "lock"
	fileLimit = 1 << 20
	stale     = time.Hour // a file that was not written for so long says nothing
)

var (
	errNowhere = errors.New("there is no directory for it")
	errBusy    = errors.New("its lock is not to be had")
	errNoFile  = errors.New("something else stands in its file's place")
)

// sheet is a file that is open under the lock, or none.
type sheet struct {
	lock *flock.Flock
	file *os.File
	text []byte
}

// open takes the lock, with patience, and reads the file.
func (s store) open(ctx context.Context, name string, patience time.Duration) (sheet, error) {
	if s.dir == "" {
		return sheet{}, errNowhere
	}
	for _, file := range []string{lockName, name} {
		if err := regular(filepath.Join(s.dir, file)); err != nil {
			return sheet{}, err
		}
	}
	lock := flock.New(filepath.Join(s.dir, lockName))
	if err := s.lock(ctx, lock, patience); err != nil {
		return sheet{}, err
	}
	file, err := os.OpenFile(filepath.Join(s.dir, name), os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // a hash in our own directory
	if err != nil {
		_ = lock.Close()
		return sheet{}, err
	}
	text, err := io.ReadAll(io.LimitReader(file, fileLimit))
	opened := sheet{lock: lock, file: file, text: text}
	if err != nil {
		opened.close()
		return sheet{}, err
	}
	if len(text) == 0 {
		s.sweep()
	}
	return opened, nil
}

// regular refuses what is no file: a pipe would be waited for without end.
func regular(path string) error {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		return errNoFile
	}
	return nil // what is not there is made, and what cannot be looked at is told when it is opened
}

// lock polls rather than blocks: a lock whose holder is stopped must not stop us.
func (s store) lock(ctx context.Context, lock *flock.Flock, patience time.Duration) error {
	made := false
	for waited, pause := time.Duration(0), 100*time.Microsecond; ; pause = min(2*pause, 2*time.Millisecond) {
		locked, err := lock.TryLock()
		switch {
		case locked:
			return nil
		case errors.Is(err, fs.ErrNotExist) && !made:
			made = true
			if err := os.MkdirAll(s.dir, 0o700); err != nil {
				return err
			}
			continue
		case err != nil:
			return err
		case waited >= patience:
			return errBusy
		}
		if err := s.sleep(ctx, pause); err != nil {
			return err
		}
		waited += pause
	}
}

// save writes the state over the old one. There is no fsync: after a loss of
// power nothing of the last second matters, and a file that is damaged is
// replaced.
func (o sheet) save(s *state) error {
	if o.file == nil {
		return nil
	}
	text, err := s.encode()
	if err != nil {
		return err
	}
	if _, err := o.file.WriteAt(text, 0); err != nil {
		return err
	}
	if len(text) < len(o.text) {
		return o.file.Truncate(int64(len(text)))
	}
	return nil
}

func (o sheet) close() {
	if o.file != nil {
		_ = o.file.Close()
		_ = o.lock.Close()
	}
}

// sweep removes files that nobody used for long; temporary keys would leave one
// for each action and hour. It comes with a new file, and what it cannot do waits
// for the next.
func (s store) sweep() {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if err == nil && entry.Name() != lockName && s.now().Sub(info.ModTime()) > stale {
			_ = os.Remove(filepath.Join(s.dir, entry.Name()))
		}
	}
}

// reason is an error without the path, which may hold anything.
func reason(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Op + ": " + at.Err.Error()
	}
	return err.Error()
}
