//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os/exec"
	"slices"
	"strings"

	"linkwanctl/internal/emulator"
)

// run is a command that has ended, and what there was to see of it.
type run struct {
	exit           int
	stdout, stderr string
	err            error // it could not be run
}

// failureSeen is the document on stderr.
type failureSeen struct {
	Code, Message, Outcome, Hint string
	Attempts, ExitCode           int
	Warnings                     []string
}

// start runs the program once it is its turn.
func (s *stand) start(turn chan struct{}) <-chan run {
	ended := make(chan run, 1)
	args := slices.Concat([]string{"joinperm"}, s.command.args, s.fault.flags, []string{"-o", "json"})
	command := exec.CommandContext(s.t.Context(), "linkwanctl-measured", args...)
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
	return run{exit: command.ProcessState.ExitCode(), stdout: stdout.String(), stderr: stderr.String()}
}

// mostMemory, in KiB, is above what the program takes for an answer of 8 MiB, and
// far below what it would take if one without end were read to its end.
const mostMemory = 150 << 10

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
	if peak := peakOf(s.home); peak > mostMemory {
		s.t.Errorf("it took %d KiB", peak)
	}
	s.checkSecrets(r)
	s.t.Logf("exit %d, stdout %s, stderr %s", r.exit, r.stdout, r.stderr)
}

// proxyPassword stands in HTTPS_PROXY.
const proxyPassword = "test-proxy-password"

// checkSecrets looks for what must never be shown.
func (s *stand) checkSecrets(r run) {
	s.t.Helper()
	for _, secret := range []string{s.key.AccessKeyID(), s.key.AccessKeySecret(), proxyPassword, emulator.STS().SecurityToken(), emulator.ExpiredSTS().SecurityToken()} {
		if strings.Contains(r.stdout+r.stderr, secret) {
			s.t.Errorf("it shows %q: %s", secret, r.stderr)
		}
	}
}
