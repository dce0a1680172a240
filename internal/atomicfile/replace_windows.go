package atomicfile

import (
	"errors"
	"time"

	"golang.org/x/sys/windows"
)

const (
	// usedPatience is how long to wait for a file that is open elsewhere: virus scanners, indexers
	// and other processes of this program open one for a moment.
	usedPatience = 2 * time.Second
	// deniedPatience is shorter, because it may also be a lack of rights.
	deniedPatience = 500 * time.Millisecond
)

// unlessUsed repeats what another process prevents by having the file open.
func unlessUsed(do func() error) error {
	err := do()
	for waited, pause := time.Duration(0), time.Millisecond; waited < patienceFor(err); pause = min(2*pause, 20*time.Millisecond) {
		time.Sleep(pause)
		waited += pause
		err = do()
	}
	return err
}

func patienceFor(err error) time.Duration {
	switch {
	case errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION):
		return usedPatience
	case errors.Is(err, windows.ERROR_ACCESS_DENIED): // also of what is replaced, or removed while it is open
		return deniedPatience
	}
	return 0
}

// syncDirectory does nothing: Windows flushes no directory.
func syncDirectory(string) {}
