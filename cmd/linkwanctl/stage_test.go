//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"testing"
)

// stage is a moment of a call: it starts the process, and returns once the process is there.
type stage struct {
	name     string
	reach    func(t *testing.T, s *station) *process
	code     string // of the failure
	outcome  string
	requests map[string]int // that reached the service, by action
}

// A signal at any stage of a call ends it at once: everything that is waited for here would take an
// hour. The exit code is the signal's, the outcome is the one that is known, nothing is sent any
// more and nothing left behind.
func TestASignalEndsACallAtAnyStage(t *testing.T) {
	t.Parallel()
	// Under nohup the tests ignore SIGHUP, and so would the processes; what is caught here is
	// theirs to decide.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP)
	for _, c := range stages() {
		for sent, want := range map[syscall.Signal]int{syscall.SIGHUP: 129, syscall.SIGINT: 130, syscall.SIGQUIT: 131, syscall.SIGTERM: 143} {
			t.Run(fmt.Sprintf("%s/%d", c.name, want), func(t *testing.T) {
				t.Parallel()
				s := newStation(t, 0)
				before := s.Permission(t, "123")
				p := c.reach(t, s)
				if code := p.end(sent); code != want {
					t.Fatalf("exit code %d, want %d: %s", code, want, p.stderr.String())
				}
				d := p.failure(t)
				if d.Code != c.code || d.Outcome != c.outcome || d.ExitCode != want {
					t.Errorf("it told %+v, want %s, %s", d, c.code, c.outcome)
				}
				for _, action := range []string{updating, listing} {
					if got := s.Received(action); got != c.requests[action] {
						t.Errorf("%d of %s came, want %d", got, action, c.requests[action])
					}
				}
				if json.Valid(p.stdout.Bytes()) {
					t.Errorf("stdout has a whole document: %s", p.stdout.String())
				}
				if after := s.Permission(t, "123"); after.ClassMode != before.ClassMode {
					t.Errorf("the service holds class %s, and nothing answered an update", after.ClassMode)
				}
				p.sound(t)
				s.tidy(t)
			})
		}
	}
}

// A signal that Go makes a crash of, with exit code 2, ends a call as any other does: 2 promises
// that nothing was sent.
func TestASignalOfACrashEndsACall(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		signal syscall.Signal
		code   int
	}{
		"ABRT": {syscall.SIGABRT, 134}, "BUS": {syscall.SIGBUS, 128 + int(syscall.SIGBUS)}, "FPE": {syscall.SIGFPE, 136},
		"ILL": {syscall.SIGILL, 132}, "SEGV": {syscall.SIGSEGV, 139}, "TRAP": {syscall.SIGTRAP, 133},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStation(t, 0)
			p := waitingForAnswer(t, s)
			if code := p.end(c.signal); code != c.code {
				t.Errorf("exit code %d, want %d: %s", code, c.code, p.stderr.String())
			}
			if d := p.failure(t); d.Code != "Interrupted" || d.Outcome != "unknown" || d.ExitCode != c.code || s.Received(updating) != 1 {
				t.Errorf("it told %+v after %d updates", d, s.Received(updating))
			}
			p.sound(t)
			s.tidy(t)
		})
	}
}

// stages are those of one call, in their order.
func stages() []stage {
	one := map[string]int{updating: 1}
	return []stage{
		{"reading settings", readingSettings, "Interrupted", "not-sent", nil},
		{"reading settings named by the environment", readingSettingsOfTheEnvironment, "Interrupted", "not-sent", nil},
		{"reading a manifest from stdin", readingManifest, "Interrupted", "not-sent", nil},
		{"opening a saved plan", openingPlan, "Interrupted", "not-sent", nil},
		{"fetching credentials by URI", fetchingCredentials, "Interrupted", "not-sent", nil},
		{"running a credentials program", runningProgram, "Interrupted", "not-sent", nil},
		{"waiting for the quota", waitingForQuota, "Interrupted", "not-sent", nil},
		{"shaking hands", shakingHands, "Interrupted", "not-sent", nil},
		{"waiting for the answer", waitingForAnswer, "Interrupted", "unknown", one},
		{"reading the answer", readingAnswer, "Interrupted", "unknown", one},
		{"between two attempts", betweenAttempts, "Interrupted", "refused", one},
		{"between two pages", betweenPages, "Interrupted", "unknown", map[string]int{listing: 2}},
	}
}
