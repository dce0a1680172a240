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

	"linkwanctl/internal/atomicfile"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/userdir"
)

// Dir gives the place of the state: quota in the directory that userdir.State gives, or "" without
// one.
func Dir(getenv func(string) string, home string) string {
	state := userdir.State(getenv, home).Path
	if state == "" {
		return ""
	}
	return filepath.Join(state, "quota")
}

// fileName names the file of a quota. Access key IDs are random enough that a hash does not give
// them away. The number is the format's: another one has other files.
func fileName(account, endpoint, action string) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{"linkwanctl quota 2", account, endpoint, action}, "\x00")))
	return hex.EncodeToString(sum[:hashed]) + fileEnd
}

// isFileName reports whether a name may be one of fileName's.
func isFileName(name string) bool {
	hash, found := strings.CutSuffix(name, fileEnd)
	sum, err := hex.DecodeString(hash)
	return found && err == nil && len(sum) == hashed && hash == strings.ToLower(hash)
}

// store is the directory of the files. One lock is for all of them: it is held so briefly that a
// lock for each would gain nothing, and files can be removed under it. It is a separate file,
// because on Windows a locked file cannot be read.
type store struct {
	dir   string
	now   func() time.Time
	sleep func(context.Context, time.Duration) error
}

const (
	lockName  = "lock"
	fileEnd   = ".state"
	hashed    = 16 // bytes of a hash in a file's name
	fileLimit = 1 << 20
	// lockPatience is how long to wait for the lock, see Limiter.patience.
	lockPatience = 2 * time.Second
	stale        = time.Hour // a file that was not written for that long is out of date
)

var errNowhere = i18n.Errorf("no directory for it")

// lockedFile is the file, open under the lock, or none.
type lockedFile struct {
	lock *atomicfile.Lock
	file *os.File
	text []byte
}

// open takes the lock, waiting for it up to patience, and reads the file. Anyone who may write to
// the folder may have replaced it, or the file: atomicfile refuses what is not this user's own, so
// that nothing else is read, written or removed.
func (s store) open(ctx context.Context, name string, patience time.Duration) (lockedFile, error) {
	if s.dir == "" {
		return lockedFile{}, errNowhere
	}
	if err := atomicfile.OwnFolder(s.dir); err != nil {
		return lockedFile{}, err
	}
	lock, err := atomicfile.Take(ctx, filepath.Join(s.dir, lockName), patience, s.sleep)
	if err != nil {
		return lockedFile{}, err
	}
	opened := lockedFile{lock: lock}
	opened.file, err = atomicfile.Open(filepath.Join(s.dir, name))
	if err == nil {
		opened.text, err = io.ReadAll(io.LimitReader(opened.file, fileLimit))
	}
	if err != nil {
		opened.close()
		return lockedFile{}, err
	}
	if len(opened.text) == 0 {
		s.sweep()
	}
	return opened, nil
}

// save writes the state over the old one. There is no fsync: after a loss of power nothing of the
// last second matters, and a file that is damaged is replaced.
func (o lockedFile) save(s *state) error {
	if o.file == nil {
		return nil
	}
	text := s.encode()
	if _, err := o.file.WriteAt(text, 0); err != nil {
		return err
	}
	if len(text) < len(o.text) {
		return o.file.Truncate(int64(len(text)))
	}
	return nil
}

func (o lockedFile) close() {
	if o.file != nil {
		_ = o.file.Close()
	}
	o.lock.Release()
}

// sweep removes files that were not used for long; temporary keys would leave one for each action
// and hour. It runs when a file is created, and leaves what it cannot remove for the next time. It
// only removes regular files with names of fileName.
func (s store) sweep() {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return
	}
	for _, entry := range entries {
		info, err := entry.Info() // of a link, not of its target
		if err == nil && info.Mode().IsRegular() && isFileName(entry.Name()) && s.now().Sub(info.ModTime()) > stale {
			_ = os.Remove(filepath.Join(s.dir, entry.Name()))
		}
	}
}

// reason is an error without the path, which may contain anything.
func reason(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Op + ": " + at.Err.Error()
	}
	return err.Error()
}
