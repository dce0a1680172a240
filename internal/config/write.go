package config

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"linkwanctl/internal/atomicfile"
	"linkwanctl/internal/i18n"
)

const (
	// lockName is the lock file of changes to settings in its directory.
	lockName = ".linkwanctl.lock"
	// lockPatience is how long a change waits for another one, which takes milliseconds.
	lockPatience = 5 * time.Second
)

// lockFile makes the file's directory if needed and locks it, so that two processes change the file
// one after the other. It returns the file to change: a symbolic link is followed, not replaced.
func lockFile(path string) (target string, lock *atomicfile.Lock, err error) {
	if target, err = atomicfile.Target(path); err != nil {
		return "", nil, err
	}
	if info, err := os.Lstat(target); err == nil && !info.Mode().IsRegular() {
		return "", nil, i18n.Errorf("not a regular file")
	}
	dir := filepath.Dir(target)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", nil, err
	}
	lock, err = takeLock(filepath.Join(dir, lockName))
	return target, lock, err
}

func takeLock(path string) (*atomicfile.Lock, error) {
	lock, err := atomicfile.Take(context.Background(), path, lockPatience, nil)
	switch {
	case errors.Is(err, atomicfile.ErrNoLocks):
		return nil, nil // without locks the file still stays whole, but a concurrent change may be lost
	case err != nil:
		return nil, err
	}
	lock.WritePID()
	return lock, nil
}
