//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package config

import (
	"errors"
	"os"
	"syscall"
	"time"
)

// lock waits for the directory, so that no file is left behind that says it is locked. It is held for the time of
// one write. It is polled, because a blocking one cannot be given up.
func lock(dir string, ended <-chan struct{}) (unlock func(), err error) {
	d, err := os.Open(dir) //nolint:gosec // The directory of the file that the user names.
	if err != nil {
		return nil, err
	}
	for errors.Is(try(d), syscall.EWOULDBLOCK) {
		select {
		case <-time.After(2 * time.Millisecond):
		case <-ended:
			_ = d.Close()
			return nil, errEnded
		}
	}
	// A file system without locks (some network ones) still gets a whole file, only not one after the other.
	return func() { _ = d.Close() }, nil
}

func try(d *os.File) error {
	for {
		err := syscall.Flock(int(d.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}
