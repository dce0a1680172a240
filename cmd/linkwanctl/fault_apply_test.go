//go:build unix

package main

import (
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"linkwanctl/internal/emulator"
	"linkwanctl/internal/emulator/emulatortest"
)

// TestApplyFaults: the attempts that the user gives are those of each call.
func TestApplyFaults(t *testing.T) {
	t.Parallel()
	testCommands(t, applyFaults(), command{args: []string{"apply", "-f", "rows.yaml", "--yes"}, action: updating, after: (*faultyService).delays})
}

// rows gives the program a manifest of two rows.
func rows(s *faultyService) []string {
	manifest := "- {id: 123, rxDelay: 9}\n- {id: 125, rxDelay: 9}\n"
	write(s.t, filepath.Join(s.home, "rows.yaml"), manifest)
	return nil
}

// delays asks the service itself for the receive delays of both permissions.
func (s *faultyService) delays() string {
	s.t.Helper()
	changed := 0
	for _, id := range []string{"123", "125"} {
		if emulatortest.Permission(s.t, s.client(), id).RxDelay == "9" {
			changed++
		}
	}
	return map[int]string{0: oldValues, 1: "some of the new values", 2: newValues}[changed]
}

func applyFaults() []fault {
	two := []string{"--max-attempts", "2"}
	with := func(w world) world {
		arrange := w.arrange
		w.arrange = func(s *faultyService) []string {
			if arrange == nil {
				return rows(s)
			}
			return append(rows(s), arrange(s)...)
		}
		return w
	}
	failed := func(outcome, holds, hint string) end {
		return end{10, "SomeFailed", 4, outcome, holds, "2 rows failed", hint}
	}
	dropped := carriedOut(func(w http.ResponseWriter, _ *http.Request, _ int, _ []byte) { reset(hijacked(w)) })
	const again = "it is safe to run again"
	return []fault{
		{name: "apply-refused", world: with(at("http://127.0.0.1:1")), flags: []string{"--max-attempts", "2"}, want: unsent("ConnectionFailed", 2, "connection refused", "check the network")},
		{name: "apply-reset-after-once", world: with(world{}), serve: dropped, action: updating, times: 1, want: done(3)},
		{name: "apply-reset-after", world: with(world{}), serve: dropped, action: updating, flags: two, want: failed("unknown", newValues, again)},
		{name: "apply-503-once", world: with(world{}), serve: instead(503, ""), action: updating, times: 1, flags: two, want: done(3)},
		{name: "apply-503", world: with(world{}), serve: instead(503, ""), action: updating, flags: two, want: failed("refused", oldValues, "in a few minutes")},
		{name: "apply-throttled", world: with(world{}), serve: instead(400, document("Throttling.User")), action: updating, flags: two, want: failed("refused", oldValues, "others use")},
		{name: "apply-clock-slow", world: with(world{clock: 20 * time.Minute}), want: warned(2, " slow; requests are signed with the service's time")},
		{name: "apply-token-expired-once", world: with(hands(emulator.ExpiredSTS(), emulator.STS())), want: done(2)},
	}
}
