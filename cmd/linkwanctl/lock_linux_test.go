package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/gofrs/flock"

	"linkwanctl/internal/emulator"
)

// opened gives what waits until somebody opens the file, which inotify(7) tells.
func opened(t *testing.T, path string) (await func()) {
	t.Helper()
	fd, err := syscall.InotifyInit1(syscall.IN_CLOEXEC)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Close(fd) })
	if _, err := syscall.InotifyAddWatch(fd, path, syscall.IN_OPEN); err != nil {
		t.Fatal(err)
	}
	return func() {
		if _, err := syscall.Read(fd, make([]byte, 4096)); err != nil {
			t.Error(err)
		}
	}
}

// A signal ends the wait for a file that another process has locked. The quota's
// lock and the sandbox's file are waited for but 2 s and 3 s: where this machine
// is so slow that these have passed, the call is further on, and ends there.
func TestASignalEndsTheWaitForALock(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		lock func(t *testing.T, s *station) (path string)
		args []string
		env  string
		said string
	}{
		{"of the quota", lockQuota, []string{"joinperm", "update", "--id", "123", "--class-mode", "C"}, "LINKWANCTL_QPS=5", "interrupted"},
		{"of the settings", lockSettings, []string{"config", "set", "output", "yaml"}, "LINKWANCTL_QPS=5", "interrupted"},
		{"of the sandbox", lockSandbox, []string{"joinperm", "list"}, "LINKWANCTL_SANDBOX=1", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newStation(t, 0)
			s.hold(func(_ http.ResponseWriter, r *http.Request, action string, _ int) bool {
				if action == updating {
					<-r.Context().Done()
				}
				return action == updating
			})
			await := opened(t, c.lock(t, s))
			p := s.command(t, c.args...).set(c.env)
			p.start(t)
			await()
			code := p.end(syscall.SIGINT)
			if held := strings.Contains(p.stderr.String(), "another process holds the file"); code != 130 && !held {
				t.Errorf("exit code %d: %s", code, p.stderr.String())
			}
			p.said(t, c.said)
			s.tidy(t)
		})
	}
}

func lockQuota(t *testing.T, s *station) string {
	dir := filepath.Join(s.home, ".local", "state", "linkwanctl", "quota")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "lock")
	lock := flock.New(path)
	if locked, err := lock.TryLock(); !locked {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lock.Close() })
	return path
}

func lockSettings(t *testing.T, s *station) string {
	path := filepath.Join(s.home, ".config", "linkwanctl")
	if err := os.MkdirAll(path, 0o700); err != nil {
		t.Fatal(err)
	}
	dir, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = dir.Close() })
	if err := syscall.Flock(int(dir.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	return path
}

func lockSandbox(t *testing.T, s *station) string {
	path := filepath.Join(s.home, ".local", "state", "linkwanctl", "emulator.db")
	server, err := emulator.Open(emulator.Options{Data: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	return path
}
