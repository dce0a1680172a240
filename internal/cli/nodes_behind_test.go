package cli

import (
	"strings"
	"testing"

	"linkwanctl/internal/emulator/emulatortest"
)

// A person is asked before nodes are cut off. 125 has none, and 999 does not exist.
func TestDisablingAsksAboutTheNodesBehindIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args, answer, question string
		code, disabled         int
	}{
		{"123", "y\n", "Disable 凭证1 (123) in PLACE? Its 10 nodes can no longer join. [y/N]", exitDone, 1},
		{"123", "n\n", "Disable 凭证1 (123) in PLACE? Its 10 nodes can no longer join. [y/N]", exitUsage, 0},
		{"123 124", "y\n", "Disable 2 permissions in PLACE? Their 15 nodes can no longer join. [y/N]", exitDone, 2},
		{"123 --yes", "", "", exitDone, 1},
		{"123 --quiet", "", "", exitDone, 1},
		{"125", "", "", exitDone, 1},
		{"999", "", "", exitMissing, 1},
		{"200", "", "", exitDenied, 1},
	} {
		service := emulatortest.Start(t, emulatortest.Options{})
		env := service.Environment()
		env["LINKWANCTL_QPS"] = "0"
		got := onTerminal(t.Context(), t.TempDir(), env, c.answer, append([]string{"joinperm", "disable"}, strings.Fields(c.args)...)...)
		question := strings.ReplaceAll(c.question, "PLACE", env["LINKWANCTL_ENDPOINT"])
		if got.code != c.code || !strings.Contains(got.stderr, question) || question == "" && strings.Contains(got.stderr, "[y/N]") {
			t.Errorf("%s %q: %+v", c.args, c.answer, got)
		}
		if n := service.Server.Requests()["UpdateOwnedLocalJoinPermissionEnablingState"]; n != c.disabled {
			t.Errorf("%s %q: %d were sent", c.args, c.answer, n)
		}
	}
}

// Nodes that cannot be counted are no reason to ask nothing: a person decides without the number, and
// a script is warned.
func TestDisablingSaysThatTheNodesCouldNotBeCounted(t *testing.T) {
	t.Parallel()
	const warning = " permission 123: its nodes could not be counted: ServiceUnavailable\n"
	for _, c := range []struct {
		answer         string
		terminal       bool
		code, disabled int
	}{{"y\n", true, exitDone, 1}, {"n\n", true, exitUsage, 0}, {"", false, exitDone, 1}} {
		service := emulatortest.Start(t, emulatortest.Options{Faults: []string{"503/GetOwnedJoinPermission"}})
		env := service.Environment()
		env["LINKWANCTL_QPS"] = "0"
		args := []string{"joinperm", "disable", "123"}
		got := outcome{}
		if c.terminal {
			got = onTerminal(t.Context(), t.TempDir(), env, c.answer, args...)
		} else {
			got = run(t.Context(), t.TempDir(), env, args...)
		}
		asked := strings.Contains(got.stderr, "Disable permission 123 in "+env["LINKWANCTL_ENDPOINT"]+"? [y/N]")
		if n := service.Server.Requests()["UpdateOwnedLocalJoinPermissionEnablingState"]; got.code != c.code || n != c.disabled || asked != c.terminal || !strings.Contains(got.stderr, warning) {
			t.Errorf("%+v: %d were sent, %+v", c, n, got)
		}
	}
}

// The warning comes before the change, which may be refused: it does not say that it is done.
func TestARefusedDisablingDoesNotSayThatNodesAreCutOff(t *testing.T) {
	t.Parallel()
	service := emulatortest.Start(t, emulatortest.Options{Faults: []string{"false/UpdateOwnedLocalJoinPermissionEnablingState"}})
	got := run(t.Context(), t.TempDir(), service.Environment(), "joinperm", "disable", "123", "-o", "json")
	if got.code != exitRefused || strings.Contains(got.stderr, "no longer") || !strings.Contains(got.stderr, "its 10 nodes cannot join while it is disabled") {
		t.Errorf("%+v", got)
	}
}

// On a terminal the nodes are looked for, in a script an update is one call. The update does not
// depend on that read.
func TestAnUpdateWarnsAPersonOfTheNodesBehindIt(t *testing.T) {
	t.Parallel()
	const warning = "凭证1 (123): its 10 nodes miss downlinks until their firmware runs class C"
	for _, c := range []struct {
		args, fault string
		terminal    bool
		warns       bool
		requests    int
	}{
		{"--class-mode C", "", true, true, 2},
		{"--class-mode C", "", false, false, 1},
		{"--class-mode C --yes", "", true, false, 1},
		{"--class-mode C --quiet", "", true, false, 1},
		{"--class-mode A", "", true, false, 2}, // it is A already
		{"--rx-delay 3", "", true, false, 1},
		{"--class-mode C", "503/GetOwnedJoinPermission", true, false, 2},
	} {
		var options emulatortest.Options
		if c.fault != "" {
			options.Faults = []string{c.fault}
		}
		service := emulatortest.Start(t, options)
		env := service.Environment()
		env["LINKWANCTL_QPS"] = "0"
		args := append([]string{"joinperm", "update", "123"}, strings.Fields(c.args)...)
		var got outcome
		if c.terminal {
			got = onTerminal(t.Context(), t.TempDir(), env, "", args...)
		} else {
			got = run(t.Context(), t.TempDir(), env, args...)
		}
		sent := 0
		for _, n := range service.Server.Requests() {
			sent += n
		}
		if got.code != exitDone || strings.Contains(got.stderr, warning) != c.warns || sent != c.requests {
			t.Errorf("%+v: %d requests, %+v", c, sent, got)
		}
	}
}
