//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package config

import (
	"errors"
	"os"
	"syscall"
)

// lock waits for the directory, so that no file is left behind that says it is locked. It is held for the time of
// one write.
func lock(dir string) (unlock func(), err error) {
	d, err := os.Open(dir) //nolint:gosec // The directory of the file that the user names.
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(d.Fd()), syscall.LOCK_EX)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	// A file system without locks (some network ones) still gets a whole file, only not one after the other.
	return func() { _ = d.Close() }, nil
}
