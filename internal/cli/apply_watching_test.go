package cli

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// observeFleet is an observatory with a history, and the apply of a manifest whose first row silences
// half of the nodes of 123.
func observeFleet(t *testing.T, devices, more string) (o *observatory, apply string) {
	t.Helper()
	o = observe(t, devices)
	o.env["XDG_STATE_HOME"] = t.TempDir()
	manifest := filepath.Join(t.TempDir(), "fleet.yaml")
	write(t, manifest, "- {id: 123, classMode: C}\n- {id: 125, rxDelay: 9}\n")
	return o, "joinperm apply -f " + manifest + " --yes --watch 15m " + more
}

// A wave after which devices fell silent is compared with the time before its change, also on
// another day: by then the average of the day is that of the nodes that are left.
func TestAWaveIsComparedWithTheTimeBeforeItsChange(t *testing.T) {
	t.Parallel()
	o, apply := observeFleet(t, "silent=50%,rejoin=never", "--waves 1 --max-silent 20%")
	for range 2 {
		got := o.run(t, false, apply)
		if got.code != exitSilent || !strings.Contains(got.stderr, "stopped after wave 1: ") || strings.Contains(got.stderr, "wave 2 of 2: ") {
			t.Fatalf("%+v", got)
		}
		o.now = o.now.Add(30 * time.Hour)
	}
}

// A watch that was interrupted is done again, also that of the last wave; one that has passed is not.
func TestAWatchThatWasInterruptedIsDoneAgain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ waves, first, last string }{
		{"--waves 1 --max-silent 20%", "watch of wave 1 of 2: ", "watch of wave 2 of 2: "},
		{"--max-silent 20%", "watch: ", "watch: "},
	} {
		o, apply := observeFleet(t, "steady", c.waves)
		ticks := 15
		if c.first == c.last {
			ticks = 0
		}
		o.onTick[ticks+3] = func() { o.cancel(Interruption{syscall.SIGINT}) }
		first, second, third := o.run(t, false, apply), o.run(t, false, apply), o.run(t, false, apply)
		if first.code != exitInterrupted || !strings.Contains(first.stderr, c.first) || strings.Count(first.stderr, c.last) != 3 {
			t.Errorf("%+v", first)
		}
		if second.code != exitDone || strings.Count(second.stderr, c.last) != 16 || c.first != c.last && strings.Contains(second.stderr, c.first) {
			t.Errorf("the same command: %+v", second)
		}
		if third.code != exitDone || strings.Contains(third.stderr, "watch") {
			t.Errorf("a third time: %+v", third)
		}
	}
}

// A wave is watched once: an apply that was interrupted in the pause after it waits for the rest of
// that alone.
func TestAWatchThatHasPassedIsNotDoneAgain(t *testing.T) {
	t.Parallel()
	o, apply := observeFleet(t, "steady", "--waves 1 --max-silent 20% --wave-pause 1h")
	o.onTick[16] = func() { o.cancel(Interruption{syscall.SIGINT}) }
	first, second := o.run(t, false, apply), o.run(t, false, apply)
	if first.code != exitInterrupted || !strings.Contains(first.stderr, "wave 1 of 2 is done; wave 2 begins in 45m0s") {
		t.Errorf("%+v", first)
	}
	if second.code != exitDone || strings.Contains(second.stderr, "watch of wave 1") || !strings.Contains(second.stderr, "watch of wave 2 of 2: ") {
		t.Errorf("the same command: %+v", second)
	}
}

// Nodes that cannot be read end the apply before anything is changed; those that can no longer be,
// before the next wave.
func TestNodesThatCannotBeReadEndTheApply(t *testing.T) {
	t.Parallel()
	o, apply := observeFleet(t, "steady", "--waves 1 --max-silent 20% -o json")
	o.gateReads("ListNodesByOwnedJoinPermissionId", http.StatusForbidden, "ForbiddenByRam")()
	got := o.run(t, false, apply)
	if got.code != exitDenied || o.Received("UpdateOwnedLocalJoinPermission") != 0 || !strings.Contains(got.stderr, "auth policy ListNodesByOwnedJoinPermissionId") {
		t.Errorf("%+v", got)
	}
	o.gateReads("", 0, "")()
	o.onTick[o.ticks+2] = o.gateReads("ListNodesByOwnedJoinPermissionId", http.StatusForbidden, "ForbiddenByRam")
	got = o.run(t, false, apply)
	var document struct {
		Updated int
		Ended   string
	}
	if err := json.Unmarshal([]byte(got.stdout), &document); err != nil || document.Updated != 1 || document.Ended != "the nodes could not be read" {
		t.Errorf("%v, %+v", err, document)
	}
	if got.code != exitSomeFailed || !strings.Contains(got.stderr, "the nodes could not be read: ") || !strings.Contains(got.stderr, "revert --last") {
		t.Errorf("%+v", got)
	}
}

// failsAfter lets each reading fail after the first update, in one of several ways.
func (o *observatory) failsAfter(fail func(w http.ResponseWriter)) {
	o.SetGate(func(w http.ResponseWriter, _ *http.Request, action string, _ int) bool {
		if action != "GetOwnedJoinPermission" || o.Received("UpdateOwnedLocalJoinPermission") == 0 {
			return false
		}
		fail(w)
		return true
	})
}

// A wave whose nodes nobody could read is no wave that has passed.
func TestAnApplyDoesNotGoOnBlindly(t *testing.T) {
	t.Parallel()
	answer := func(status int, body string) func(http.ResponseWriter) {
		return func(w http.ResponseWriter) {
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
	}
	for name, fail := range map[string]func(http.ResponseWriter){
		"unavailable": answer(http.StatusServiceUnavailable, `{"RequestId":"R","Code":"ServiceUnavailable","Message":"m"}`),
		"throttled":   answer(http.StatusBadRequest, `{"RequestId":"R","Code":"Throttling.User","Message":"m"}`),
		"no JSON":     answer(http.StatusBadGateway, "<html>"),
		"reset": func(w http.ResponseWriter) {
			if connection, _, err := http.NewResponseController(w).Hijack(); err == nil {
				_ = connection.Close()
			}
		},
	} {
		o, apply := observeFleet(t, "steady", "--waves 1 --max-silent 20%")
		o.failsAfter(fail)
		got := o.run(t, false, apply)
		if got.code != exitSomeFailed || o.Received("UpdateOwnedLocalJoinPermission") != 1 || strings.Contains(got.stderr, "0s:") ||
			!strings.Contains(got.stderr, "apply stopped early: the nodes could not be read: ") || strings.Count(got.stderr, "revert --last") != 1 {
			t.Errorf("%s: %+v", name, got)
		}
		o.SetGate(nil)
		if got := o.run(t, false, apply); got.code != exitDone || !strings.Contains(got.stderr, "watch of wave 1 of 2: ") || !strings.Contains(got.stderr, "watch of wave 2 of 2: ") {
			t.Errorf("%s: the same command: %+v", name, got)
		}
	}
}

func TestAWatchWithoutWavesEndsIfItReadsNothing(t *testing.T) {
	t.Parallel()
	o, apply := observeFleet(t, "steady", "--max-silent 20%")
	throttle := func(w http.ResponseWriter) {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"RequestId":"R","Code":"Throttling.User","Message":"m"}`))
	}
	o.failsAfter(throttle)
	got := o.run(t, false, apply)
	if got.code != exitSomeFailed || !strings.Contains(got.stderr, "hint: to bring back the old values:  linkwanctl joinperm revert --last\n") {
		t.Errorf("%+v", got)
	}
	// Without a limit it is a person who decides: the watch says what it does not know.
	o, apply = observeFleet(t, "steady", "--waves 1 --wave-pause 0s")
	o.failsAfter(throttle)
	got = o.run(t, false, apply)
	if want := "warning: not read to the end, so it is not known whether nodes are silent: 凭证1 (123)\n"; got.code != exitDone || !strings.Contains(got.stderr, want) {
		t.Errorf("%+v", got)
	}
}

// The summary for people says whether all old values are back.
func TestTheSummaryTellsWhatIsNotBack(t *testing.T) {
	t.Parallel()
	summary := filepath.Join(t.TempDir(), "out.md")
	o, apply := observeFleet(t, "silent=50%,rejoin=never", "--max-silent 20% --revert-on-silence --summary "+summary)
	o.SetGate(func(w http.ResponseWriter, _ *http.Request, action string, n int) bool {
		if action != "UpdateOwnedLocalJoinPermission" || n != 4 {
			return false
		}
		w.WriteHeader(http.StatusForbidden)
		_, _ = w.Write([]byte(`{"RequestId":"R","Code":"Forbidden.RAM","Message":"m"}`))
		return true
	})
	got := o.run(t, false, apply)
	if got.code != exitSilent || !strings.Contains(got.stderr, "not all old values are back") {
		t.Errorf("%+v", got)
	}
	text, err := os.ReadFile(summary)
	if want := "\nnot all old values are back: 1 updated, 0 unchanged, 1 failed\n"; err != nil || !strings.Contains(string(text), want) || !strings.Contains(string(text), " nodes silent (") || strings.Contains(string(text), "`%`") {
		t.Errorf("%v: %s", err, text)
	}
}

// Without the history no old values could be brought back: nothing is changed then.
func TestRevertOnSilenceNeedsTheHistory(t *testing.T) {
	t.Parallel()
	o, apply := observeFleet(t, "steady", "--max-silent 20% --revert-on-silence")
	o.env["XDG_STATE_HOME"] = filepath.Join(t.TempDir(), "file")
	write(t, o.env["XDG_STATE_HOME"], "")
	got := o.run(t, false, apply)
	if got.code != exitConfig || o.Received("UpdateOwnedLocalJoinPermission") != 0 || !strings.Contains(got.stderr, "--revert-on-silence needs the history") {
		t.Errorf("%+v", got)
	}
}

// Ctrl-C while the old values are brought back says what is left to do, and the same command does it.
func TestASignalWhileOldValuesAreBroughtBack(t *testing.T) {
	t.Parallel()
	o, apply := observeFleet(t, "silent=50%,rejoin=never", "--waves 1 --max-silent 20% --revert-on-silence")
	o.onTick[2] = func() {
		o.SetGate(func(_ http.ResponseWriter, _ *http.Request, action string, _ int) bool {
			if action == "ListOwnedJoinPermissions" {
				o.cancel(Interruption{syscall.SIGINT})
			}
			return false
		})
	}
	got := o.run(t, false, apply)
	if got.code != exitInterrupted || !strings.Contains(got.stderr, "interrupted; run the same command again to bring back the old values") || strings.Contains(got.stderr, "to go on with the waves") {
		t.Errorf("%+v", got)
	}
	o.gateReads("", 0, "")()
	if got := o.run(t, false, apply); got.code != exitSilent || !strings.Contains(got.stderr, "the old values are back") {
		t.Errorf("the same command: %+v", got)
	}
	if got := o.run(t, false, "joinperm get 123 --query Data.ClassMode"); got.stdout != "A\n" {
		t.Errorf("%+v", got)
	}
}

// On a terminal the readings are a table that is redrawn, and the result is below it.
func TestTheWatchOfAnApplyOnATerminalIsATable(t *testing.T) {
	t.Parallel()
	o, apply := observeFleet(t, "steady", "--max-silent 20%")
	got := o.run(t, true, apply)
	if got.code != exitDone || !strings.Contains(got.stdout, "\x1b[J") || !strings.Contains(got.stdout, "█") || !strings.HasPrefix(got.stdout[strings.LastIndex(got.stdout, "UPDATED"):], "UPDATED") {
		t.Errorf("%+v", got)
	}
}

// Permissions that were created have no nodes: their apply waits for nothing.
func TestCreatedPermissionsAreNotWatched(t *testing.T) {
	t.Parallel()
	o := observe(t, "steady")
	manifest := filepath.Join(t.TempDir(), "fleet.yaml")
	write(t, manifest, "- {name: new_1, classMode: A, freqBandPlanGroupId: 101}\n")
	got := o.run(t, false, "joinperm apply -f "+manifest+" --create --yes --watch 15m --max-silent 20% -o json")
	if got.code != exitDone || o.ticks > 0 || strings.Contains(got.stdout, "Watched") {
		t.Errorf("%d ticks, %+v", o.ticks, got)
	}
}

// The permissions of a wave that is too large to watch are taken from all of it.
func TestOfALargeWaveSomeAreWatched(t *testing.T) {
	t.Parallel()
	ids := strings.Split("abcdefghij", "")
	if got := strings.Join(spread(ids, 4), ""); got != "acfh" {
		t.Errorf("got %s", got)
	}
	if got := strings.Join(spread(ids, 10), ""); got != "abcdefghij" {
		t.Errorf("got %s", got)
	}
}
