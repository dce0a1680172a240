//go:build unix

package main

import (
	"encoding/json"
	"slices"
	"strings"

	"linkwanctl/internal/emulator"
)

// start runs the program once it is its turn.
func (s *faultyService) start(turn chan struct{}) <-chan *process {
	ended := make(chan *process, 1)
	args := slices.Concat([]string{"joinperm"}, s.command.args, s.fault.flags, []string{"-o", "json"})
	p := newProcess(s.t, s.env, measuredCommand, args...)
	p.Dir = s.home
	go func() {
		turn <- struct{}{}
		defer func() { <-turn }()
		_ = p.Run()
		ended <- p
	}()
	return ended
}

// check compares a run with how it should have ended.
func (s *faultyService) check(p *process, want end) {
	s.t.Helper()
	if p.ProcessState == nil {
		s.t.Fatal(p.Err)
	}
	exit, stdout, stderr := code(p.Cmd), p.stdout.String(), p.stderr.String()
	got := failureDocument{Code: "none", Outcome: "done", Attempts: s.attempts()}
	if stderr != "" {
		if err := json.Unmarshal([]byte(stderr), &got); err != nil {
			s.t.Fatalf("stderr is no document: %v: %s", err, stderr)
		}
	}
	said := got.Message + strings.Join(got.Warnings, "\n")
	seen := end{exit, got.Code, got.Attempts, got.Outcome, s.command.after(s), want.says, want.hint}
	if seen != want {
		s.t.Errorf("it ended with\n  %+v, want\n  %+v", seen, want)
	}
	if !strings.Contains(said, want.says) || !strings.Contains(got.Hint, want.hint) {
		s.t.Errorf("it does not say %q and hint at %q", want.says, want.hint)
	}
	if exit != 0 && (stdout != "" && exit != 10 || got.ExitCode != exit || got.Message == "" || got.Hint == "") {
		s.t.Errorf("a failure needs a message, a hint, its exit code and, of one call, an empty stdout, which has %q", stdout)
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
	if peak := peakOf(s.home); peak > mostHeld {
		s.t.Errorf("it took %d KiB", peak)
	}
	s.checkSecrets(stdout + stderr)
	s.t.Logf("exit %d, stdout %s, stderr %s", exit, stdout, stderr)
}

// proxyPassword is in HTTPS_PROXY.
const proxyPassword = "test-proxy-password"

// checkSecrets looks for what must never be shown.
func (s *faultyService) checkSecrets(shown string) {
	s.t.Helper()
	for _, secret := range []string{s.key.AccessKeyID(), s.key.AccessKeySecret(), proxyPassword, emulator.STS().SecurityToken(), emulator.ExpiredSTS().SecurityToken()} {
		if strings.Contains(shown, secret) {
			s.t.Errorf("it shows %q: %s", secret, shown)
		}
	}
}
