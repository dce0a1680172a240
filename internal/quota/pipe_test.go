//go:build unix

package quota

import (
	"path/filepath"
	"syscall"
	"testing"
)

func TestAPipeInTheStatesPlaceIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	for _, name := range []func(dir string) string{stateFile, func(dir string) string { return filepath.Join(dir, lockName) }} {
		dir := t.TempDir()
		if err := syscall.Mkfifo(name(dir), 0o600); err != nil {
			t.Fatal(err)
		}
		aloneAt(t, dir, 0)
	}
}
