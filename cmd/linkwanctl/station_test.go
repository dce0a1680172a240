//go:build unix

package main

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"linkwanctl/internal/emulator/emulatortest"
)

// The actions that the tests of the machine's faults count and hold up.
const (
	updating = "UpdateOwnedLocalJoinPermission"
	enabling = "UpdateOwnedLocalJoinPermissionEnablingState"
	listing  = "ListOwnedJoinPermissions"
)

// station is a service on loopback, and a home for the processes that call it.
type station struct {
	*emulatortest.Service
	home, temp string // both empty at first
	env        []string
}

// newStation has the samples and fill more permissions; its service fails as the faults say.
func newStation(t *testing.T, fill int, faults ...string) *station {
	t.Helper()
	return newStationWith(t, emulatortest.Options{Fill: fill, Faults: faults})
}

func newStationWith(t *testing.T, o emulatortest.Options) *station {
	t.Helper()
	s := &station{Service: emulatortest.Start(t, o), home: t.TempDir(), temp: t.TempDir()}
	s.env = slices.Concat(environment(s.home, "TMPDIR="+s.temp), assigned(s.Environment()), []string{
		// Nothing ends by itself in a test's time: what ends was ended.
		"LINKWANCTL_TIMEOUT=1h", "LINKWANCTL_ATTEMPT_TIMEOUT=1h", "LINKWANCTL_CONNECT_TIMEOUT=1h",
	})
	return s
}

// command is a run of the program.
func (s *station) command(t *testing.T, args ...string) *process {
	t.Helper()
	return newProcess(t, s.env, "linkwanctl", args...)
}

// tidy fails where a temporary file was left behind.
func (s *station) tidy(t *testing.T) {
	t.Helper()
	for _, root := range []string{s.home, s.temp} {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			name := filepath.Base(path)
			leftover := strings.HasSuffix(name, ".tmp") || root == s.temp && path != root
			if err == nil && leftover {
				t.Errorf("%s was left behind (a directory: %v)", path, entry.IsDir())
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}
