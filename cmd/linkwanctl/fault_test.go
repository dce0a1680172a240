//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"linkwanctl/internal/emulator"
)

// fault is a row of docs/reliability.md: something that goes wrong between the
// program and the service, and how the program ends then.
type fault struct {
	name   string
	times  int           // how many attempts meet it, 0 for all
	raw    rawStep       // before there is HTTP
	serve  step          // in place of the service
	action string        // the only one that meets serve, "" for any
	world  world         // what differs around the program
	pause  time.Duration // the least between two attempts
	flags  []string
	want   end
}

// world is what stands around the program beside the service; the zero value is
// a loopback service over plain HTTP, with keys in the environment.
type world struct {
	clock    time.Duration           // how far the service's clock is ahead
	security *security               // nil: plain HTTP
	arrange  func(s *stand) []string // the environment that differs
}

// end is how a run ended, in the words of docs/reliability.md.
type end struct {
	exit     int
	code     string // "none" where nothing failed
	attempts int
	outcome  string // "done" where nothing failed
	holds    string // what the service holds afterwards, of the values asked for
	says     string // a part of the message, or of the warning where nothing failed
	hint     string // a part of the hint
}

// What a service may hold afterwards.
const (
	oldValues = "the old values"
	newValues = "the new values"
)

func done(attempts int) end { return end{0, "none", attempts, "done", newValues, "", ""} }

func warned(attempts int, warning string) end {
	return end{0, "none", attempts, "done", newValues, warning, ""}
}

// unsent ends a call of which no byte reached the service.
func unsent(code string, attempts int, says, hint string) end {
	return end{8, code, attempts, "not-sent", oldValues, says, hint}
}

// lost ends a call that may have been carried out.
func lost(code string, attempts int, holds, says, hint string) end {
	return end{8, code, attempts, "unknown", holds, says, hint}
}

// run is a command that has ended, and what there was to see of it.
type run struct {
	exit           int
	stdout, stderr string
	peak           int64 // resident memory, in bytes
	err            error // it could not be run
}

// failureSeen is the document on stderr.
type failureSeen struct {
	Code, Message, Outcome, Hint string
	Attempts, ExitCode           int
	Warnings                     []string
}

// command is what the program is told to do while the fault is there.
type command struct {
	args   []string
	action string // the only one whose requests count as attempts, "" for all
	reads  bool
	holds  func(s *stand) string
}

// testFaults provokes each fault for an update and for a read.
func testFaults(t *testing.T, rows []fault) {
	t.Helper()
	testCommands(t, rows,
		command{args: []string{"update", "--id", "123", "--class-mode", "C"}, holds: (*stand).classOf123},
		command{args: []string{"get", "123"}, reads: true, holds: (*stand).classOf123},
	)
}

// testCommands provokes each fault for each command. The processes run beside
// each other, a few at a time: most of them wait.
func testCommands(t *testing.T, rows []fault, commands ...command) {
	t.Helper()
	turn := make(chan struct{}, 16)
	for _, row := range rows {
		for _, c := range commands {
			want := row.want
			if c.reads { // it changes nothing, and may be done again without a thought
				want.holds, want.hint = oldValues, ""
			}
			t.Run(row.name+"/"+c.args[0], func(t *testing.T) {
				s := newStand(t, row, c)
				ended := s.start(turn)
				t.Parallel()
				s.check(<-ended, want)
			})
		}
	}
}

// start runs the program once it is its turn.
func (s *stand) start(turn chan struct{}) <-chan run {
	ended := make(chan run, 1)
	args := slices.Concat([]string{"joinperm"}, s.command.args, s.fault.flags, []string{"-o", "json"})
	command := exec.CommandContext(s.t.Context(), "linkwanctl", args...)
	command.Dir = s.home
	command.Env = s.env
	go func() {
		turn <- struct{}{}
		defer func() { <-turn }()
		ended <- carryOut(command)
	}()
	return ended
}

func carryOut(command *exec.Cmd) run {
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	err := command.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); err != nil && !ok {
		return run{err: err}
	} else if ok && exit.ExitCode() < 0 {
		return run{err: err}
	}
	r := run{exit: command.ProcessState.ExitCode(), stdout: stdout.String(), stderr: stderr.String()}
	if usage, ok := command.ProcessState.SysUsage().(*syscall.Rusage); ok {
		r.peak = usage.Maxrss
		if runtime.GOOS != "darwin" {
			r.peak *= 1024
		}
	}
	return r
}

// mostMemory is far above what the program takes, the race detector included,
// and far below what it would take if an answer without end were read to its end.
const mostMemory = 400 << 20

// check compares a run with how it should have ended.
func (s *stand) check(r run, want end) {
	s.t.Helper()
	if r.err != nil {
		s.t.Fatal(r.err)
	}
	got := failureSeen{Code: "none", Outcome: "done", Attempts: s.attempts()}
	if r.stderr != "" {
		if err := json.Unmarshal([]byte(r.stderr), &got); err != nil {
			s.t.Fatalf("stderr is no document: %v: %s", err, r.stderr)
		}
	}
	said := got.Message + strings.Join(got.Warnings, "\n")
	seen := end{r.exit, got.Code, got.Attempts, got.Outcome, s.command.holds(s), want.says, want.hint}
	if seen != want {
		s.t.Errorf("it ended with\n  %+v, want\n  %+v", seen, want)
	}
	if !strings.Contains(said, want.says) || !strings.Contains(got.Hint, want.hint) {
		s.t.Errorf("it does not say %q and hint at %q", want.says, want.hint)
	}
	if r.exit != 0 && (r.stdout != "" && r.exit != 10 || got.ExitCode != r.exit || got.Message == "" || got.Hint == "") {
		s.t.Errorf("a failure needs a message, a hint, its exit code and, of one call, an empty stdout, which has %q", r.stdout)
	}
	if met := s.attempts(); met != 0 && met != want.attempts {
		s.t.Errorf("%d attempts were met", met)
	}
	if pause := s.shortestPause(); pause < s.fault.pause {
		s.t.Errorf("the next attempt followed after %v", pause)
	}
	if s.strangers() != 0 {
		s.t.Errorf("%d connections came to another host", s.strangers())
	}
	if r.peak > mostMemory {
		s.t.Errorf("it took %d MB", r.peak>>20)
	}
	s.checkSecrets(r)
	if s.t.Failed() || os.Getenv("FAULTS_SHOWN") != "" {
		s.t.Logf("exit %d, stdout %s, stderr %s", r.exit, r.stdout, r.stderr)
	}
}

// proxyPassword stands in HTTPS_PROXY.
const proxyPassword = "test-proxy-password"

// checkSecrets looks for what must never be shown.
func (s *stand) checkSecrets(r run) {
	s.t.Helper()
	for _, secret := range []string{s.key.AccessKeyID, s.key.AccessKeySecret, proxyPassword, emulator.STS().SecurityToken, emulator.ExpiredSTS().SecurityToken} {
		if strings.Contains(r.stdout+r.stderr, secret) {
			s.t.Errorf("it shows %q: %s", secret, r.stderr)
		}
	}
}

// step answers one request in place of the service.
type step func(s *stand, w http.ResponseWriter, r *http.Request)
