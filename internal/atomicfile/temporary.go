package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// A temporary file has a name that no other program's has, with digits between. As long as its process
// lives it is locked, so that another one can tell a leftover.
const (
	temporaryPrefix = ".linkwanctl-"
	temporarySuffix = ".tmp"
)

// createTemporary makes a temporary file that others see to be in use. Its error
// names the directory: nobody knows the file.
func createTemporary(dir string) (*os.File, *Lock, error) {
	const attempts = 10
	for range attempts {
		file, err := os.CreateTemp(dir, temporaryPrefix+"*"+temporarySuffix)
		var refused *fs.PathError
		switch {
		case errors.As(err, &refused):
			return nil, nil, &fs.PathError{Op: "create a file in", Path: dir, Err: refused.Err}
		case err != nil || !locksTemporaries():
			return file, nil, err
		}
		lock, err := try(file.Name(), 0)
		if lock != nil || !errors.Is(err, errBusy) && !errors.Is(err, fs.ErrNotExist) {
			return file, lock, nil // without locks it may be removed by nobody else
		}
		// Another process removes leftovers, and this one was not locked yet.
		_ = file.Close()
		_ = os.Remove(file.Name())
	}
	return nil, nil, &fs.PathError{Op: "create a file in", Path: dir, Err: errors.New("others remove it")}
}

// removeLeftovers removes the temporary files of processes that ended before they
// could. What cannot be removed stays for the next one.
func removeLeftovers(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, entry := range entries {
		if !isTemporary(entry.Name()) || !entry.Type().IsRegular() {
			continue
		}
		path := filepath.Join(dir, entry.Name())
		if info, err := entry.Info(); err == nil && !locksTemporaries() && time.Since(info.ModTime()) > time.Minute {
			_ = os.Remove(path)
		}
		if !locksTemporaries() {
			continue
		}
		if lock, err := try(path, 0); err == nil {
			_ = os.Remove(path)
			lock.Release()
		}
	}
}

// isTemporary tells whether a name is one of createTemporary's.
func isTemporary(name string) bool {
	name, begins := strings.CutPrefix(name, temporaryPrefix)
	digits, ends := strings.CutSuffix(name, temporarySuffix)
	return begins && ends && digits != "" && strings.Trim(digits, "0123456789") == ""
}

// locksTemporaries tells whether a file in use has to be locked to be kept.
// Windows would let nobody write to it, and removes no file that is open; one that
// was closed a minute ago is not about to be renamed.
func locksTemporaries() bool { return runtime.GOOS != "windows" }
