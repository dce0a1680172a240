package atomicfile

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/windows"
)

const (
	// usedPatience is how long to wait for a file that is open elsewhere: virus scanners, indexers
	// and other processes of this program open one for a moment.
	usedPatience = 2 * time.Second
	// deniedPatience is how long to wait for one that is being removed, which looks like a lack of
	// rights.
	deniedPatience = 100 * time.Millisecond
)

// unlessUsed opens a file, again where another process prevents it by having the file open.
func unlessUsed(open func() error) error { return again(open, deniedPatience) }

// rename replaces a file, which is denied while another process has it open.
func rename(from, to string) error {
	return again(func() error { return os.Rename(from, to) }, usedPatience)
}

func again(do func() error, denied time.Duration) error {
	err := do()
	for begun, pause := time.Now(), time.Millisecond; time.Since(begun) < patienceFor(err, denied); pause = min(2*pause, 5*time.Millisecond) {
		time.Sleep(pause)
		err = do()
	}
	return err
}

func patienceFor(err error, denied time.Duration) time.Duration {
	switch {
	case errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION):
		return usedPatience
	case errors.Is(err, windows.ERROR_ACCESS_DENIED):
		return denied
	}
	return 0
}

// syncDirectory does nothing: Windows flushes no directory.
func syncDirectory(string) {}
