package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"linkwanctl/internal/i18n"
)

// A temporary file has a name that no other program uses, with digits between these two parts. It
// is locked as long as its process lives, so that other processes recognise leftovers.
const (
	temporaryPrefix = ".linkwanctl-"
	temporarySuffix = ".tmp"
)

// createTemporary makes a temporary file and locks it. Its error names the directory, since the
// user does not know the file.
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
			return file, lock, nil // without locks no other process removes it either
		}
		// Another process removed it as a leftover before it was locked.
		_ = file.Close()
		_ = os.Remove(file.Name())
	}
	return nil, nil, &fs.PathError{Op: "create a file in", Path: dir, Err: i18n.Errorf("other processes keep removing it")}
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

// isTemporary reports whether a name is one of createTemporary's.
func isTemporary(name string) bool {
	name, begins := strings.CutPrefix(name, temporaryPrefix)
	digits, ends := strings.CutSuffix(name, temporarySuffix)
	return begins && ends && digits != "" && strings.Trim(digits, "0123456789") == ""
}

// locksTemporaries reports whether a file in use must be locked to be kept. On Windows a locked
// file cannot be written, and an open one is not removed; one that was closed a minute ago is not
// about to be renamed.
func locksTemporaries() bool { return runtime.GOOS != "windows" }
