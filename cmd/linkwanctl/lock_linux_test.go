package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gofrs/flock"

	"linkwanctl/internal/atomicfile"
	"linkwanctl/internal/cli"
	"linkwanctl/internal/emulator"
	"linkwanctl/internal/sleep"
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

// A signal ends the wait for a file that another process has locked. The quota's lock and the
// sandbox's file are waited for but 2 s and 10 s: where this machine is so slow that these have
// passed, the call is further on, and ends there.
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
			s.Hold(updating, 1)
			await := opened(t, c.lock(t, s))
			p := s.command(t, c.args...).set(c.env)
			p.start(t)
			await()
			code := p.end(syscall.SIGINT)
			if held := strings.Contains(p.stderr.String(), "another linkwanctl command uses the state file"); code != 130 && !held {
				t.Errorf("exit code %d: %s", code, p.stderr.String())
			}
			p.said(t, c.said)
			if text := p.stderr.String(); strings.Contains(text, "invalid value") {
				t.Errorf("no invalid value: %s", text)
			}
			s.tidy(t)
		})
	}
}

// The wait for settings that another process keeps locked is in this process, whose clock can be
// turned; then the message names the process.
func TestAHeldLockOfTheSettingsIsNamed(t *testing.T) {
	t.Parallel()
	s := newStation(t, 0)
	path := lockSettings(t, s)
	var stdout, stderr bytes.Buffer
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		code := cli.Main(t.Context(), cli.System{
			Args: []string{"config", "set", "output", "yaml"}, Stdout: &stdout, Stderr: &stderr,
			Getenv: func(string) string { return "" }, Now: time.Now, Sleep: sleep.For, Home: s.home,
		})
		if took := time.Since(begun); code != 3 || took < 5*time.Second || took > 5*time.Second+10*time.Millisecond {
			t.Errorf("exit code %d after %s", code, took)
		}
	})
	for _, want := range []string{"cannot write the settings; nothing was changed", fmt.Sprintf("process %d has locked it (%s)", os.Getpid(), path)} {
		if !strings.Contains(stderr.String(), want) {
			t.Errorf("it did not say %q: %s%s", want, stdout.String(), stderr.String())
		}
	}
}

// Wherever `config set` is killed, the settings are whole, and the next one clears up.
func TestAKilledChangeOfTheSettingsLeavesNothing(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("the race detector sees nothing between processes, and makes each slow to start")
	}
	s := newStation(t, 0)
	if code := s.command(t, "config", "set", "output", "json").run(t); code != 0 {
		t.Fatalf("exit code %d", code)
	}
	dir, left := filepath.Join(s.home, ".config", "linkwanctl"), false
	for range 10 {
		made := created(t, dir)
		p := s.command(t, "config", "set", "timeout", "30s")
		p.start(t)
		made(".tmp")
		p.end(syscall.SIGKILL)
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		left = left || len(entries) > 1
	}
	if !left {
		t.Skip("none was killed in time")
	}
	if code := s.command(t, "config", "set", "timeout", "20s").run(t); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("there is %v, %v", entries, err)
	}
	look := s.command(t, "config", "get", "output")
	if code := look.run(t); code != 0 || !strings.Contains(look.stdout.String(), `"json"`) {
		t.Errorf("exit code %d, output is %q", code, look.stdout.String())
	}
}

// created gives what waits for a new file with this end of its name.
func created(t *testing.T, dir string) (await func(end string)) {
	t.Helper()
	fd, err := syscall.InotifyInit1(syscall.IN_CLOEXEC)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := syscall.InotifyAddWatch(fd, dir, syscall.IN_CREATE); err != nil {
		t.Fatal(err)
	}
	return func(end string) {
		defer func() { _ = syscall.Close(fd) }()
		var seen []byte
		events := make([]byte, 4096)
		for !strings.Contains(string(seen), end+"\x00") {
			n, err := syscall.Read(fd, events)
			if err != nil {
				t.Fatal(err)
			}
			seen = append(seen, events[:n]...)
		}
	}
}

// Of two sandboxes the second waits until the first is done with the file.
func TestASandboxWaitsForAnother(t *testing.T) {
	t.Parallel()
	s := newStation(t, 0)
	path := filepath.Join(s.home, ".local", "state", "linkwanctl", "emulator.db")
	first, err := emulator.Open(emulator.Options{Data: path})
	if err != nil {
		t.Fatal(err)
	}
	tried := opened(t, path)
	second := s.command(t, "--sandbox", "joinperm", "get", "123")
	second.start(t)
	tried()
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if code := second.end(); code != 0 {
		t.Errorf("exit code %d: %s", code, second.stderr.String())
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
	dir := filepath.Join(s.home, ".config", "linkwanctl")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, ".linkwanctl.lock")
	lock, err := atomicfile.Take(t.Context(), path, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	lock.WritePID()
	t.Cleanup(lock.Remove)
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
