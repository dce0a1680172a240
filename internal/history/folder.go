package history

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"linkwanctl/internal/atomicfile"
	"linkwanctl/internal/i18n"
)

// The bounds of the history: the oldest runs go first.
const (
	MostRuns  = 20
	MostBytes = 64 << 20 // of all runs, and of one that is read
)

const (
	extension     = ".jsonl"
	lockExtension = ".lock" // of a run that a process carries out
	folderLock    = "history.lock"
	idTime        = "20060102-150405"
	patience      = 5 * time.Second // for another process that adds a run
)

// Folder is the history in a state directory.
type Folder struct{ state string }

// In is the history in a state directory, "" for none. Nothing is read or made yet.
func In(state string) Folder { return Folder{state} }

func (f Folder) dir() string { return filepath.Join(f.state, "runs") }

func (f Folder) path(id string) string { return filepath.Join(f.dir(), id+extension) }

func (f Folder) lockOf(id string) string { return filepath.Join(f.dir(), id+lockExtension) }

// make makes the folder, which must be the user's own.
func (f Folder) make() error {
	if f.state == "" {
		return i18n.Errorf("there is no home directory")
	}
	if err := atomicfile.OwnFolder(f.state); err != nil {
		return err
	}
	return atomicfile.OwnFolder(f.dir())
}

// check refuses a folder that is not the user's own, as make does, and makes none.
func (f Folder) check() error {
	for _, dir := range []string{f.state, f.dir()} {
		if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) || f.state == "" {
			return nil
		}
		if err := atomicfile.OwnFolder(dir); err != nil {
			return err
		}
	}
	return nil
}

// IDs are the runs, the oldest first. A folder that does not exist has none.
func (f Folder) IDs() ([]string, error) {
	if err := f.check(); err != nil || f.state == "" {
		return nil, err
	}
	entries, err := os.ReadDir(f.dir())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var ids []string
	for _, entry := range entries {
		if id, ok := strings.CutSuffix(entry.Name(), extension); ok && IsID(id) {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, older)
	return ids, nil
}

// older orders IDs by time; of the same second, "-10" is after "-9".
func older(a, b string) int {
	if len(a) != len(b) && strings.HasPrefix(a, b[:len(idTime)]) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// Newer reports whether a run is newer than another, by their IDs.
func Newer(id, other string) bool { return older(other, id) < 0 }

// IsID reports whether a word has the form of a run's ID.
func IsID(word string) bool {
	if len(word) < len(idTime) {
		return false
	}
	if _, err := time.Parse(idTime, word[:len(idTime)]); err != nil {
		return false
	}
	number, more := strings.CutPrefix(word[len(idTime):], "-")
	n, err := strconv.Atoi(number)
	return number == "" && !more || more && err == nil && n > 1 && strconv.Itoa(n) == number
}

// locked calls do while no other process adds or removes a run. Without support for locks it is
// called all the same.
func (f Folder) locked(do func() error) error {
	lock, err := atomicfile.Take(context.Background(), filepath.Join(f.dir(), folderLock), patience, nil)
	if err != nil && !errors.Is(err, atomicfile.ErrNoLocks) {
		return err
	}
	defer lock.Release()
	return do()
}

// freeID is an ID that no run has, after those of the same second: the one that a removed run had
// is not used again, lest the newest run pass for the oldest.
func (f Folder) freeID(now time.Time) string {
	id := now.UTC().Format(idTime)
	ids, _ := f.IDs()
	for _, taken := range slices.Backward(ids) {
		if number, ok := strings.CutPrefix(taken, id); ok {
			n, _ := strconv.Atoi(strings.TrimPrefix(number, "-"))
			return id + "-" + strconv.Itoa(max(n, 1)+1)
		}
	}
	return id
}
