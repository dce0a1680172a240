package history

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"linkwanctl/internal/atomicfile"
)

// removeLocks removes the locks of runs that are not there: their processes were killed before they
// wrote anything.
func (f Folder) removeLocks() {
	locks, _ := filepath.Glob(filepath.Join(f.dir(), "*"+lockExtension))
	for _, path := range locks {
		id := strings.TrimSuffix(filepath.Base(path), lockExtension)
		if _, err := os.Lstat(f.path(id)); IsID(id) && errors.Is(err, fs.ErrNotExist) {
			f.running(id) // it removes a lock that no process has
		}
	}
}

// prune removes the oldest runs beyond the bounds, but none that a process carries out, and not the
// one to keep.
func (f Folder) prune(keep string) {
	f.removeLocks()
	ids, err := f.IDs()
	if err != nil {
		return
	}
	slices.Reverse(ids)
	kept, bytes := 0, int64(0)
	for _, id := range ids {
		info, err := os.Lstat(f.path(id))
		if err != nil {
			continue
		}
		kept, bytes = kept+1, bytes+info.Size()
		if kept <= MostRuns && bytes <= MostBytes || id == keep || f.running(id) {
			continue
		}
		_ = os.Remove(f.path(id))
		_ = os.Remove(f.lockOf(id))
		kept, bytes = kept-1, bytes-info.Size()
	}
}

// running reports whether a process carries out the run.
func (f Folder) running(id string) bool {
	if _, err := os.Lstat(f.lockOf(id)); err != nil {
		return false
	}
	lock, err := atomicfile.Take(context.Background(), f.lockOf(id), 0, nil)
	var busy *atomicfile.BusyError
	if errors.As(err, &busy) {
		return true
	}
	lock.Remove()
	return false
}
