//go:build unix

package main

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"linkwanctl/internal/emulator/emulatortest"
)

// newWatchedFleet is a fleet of 30 permissions whose nodes send each 100 ms, with a manifest in
// which all rows but the first three silence three of four nodes.
func newWatchedFleet(t *testing.T) *fleet {
	t.Helper()
	f := &fleet{station: newStationWith(t, emulatortest.Options{Fill: 30, Devices: "silent=75%,rejoin=never,every=100ms,nodes=4"}), size: 30, updated: map[string]bool{}}
	f.manifest, f.report = filepath.Join(f.home, "fleet.yaml"), filepath.Join(f.home, "report.jsonl")
	var rows strings.Builder
	rows.WriteString(delayed(3))
	for i := 4; i <= f.size; i++ {
		fmt.Fprintf(&rows, "- {name: p_%06d, freqBandPlanGroupId: 102}\n", i)
	}
	write(t, f.manifest, rows.String())
	f.SetGate(f.count)
	return f
}

// killedAt runs the command, and kills it after a time if it has not ended by then.
func (f *fleet) killedAt(t *testing.T, after time.Duration, args ...string) (code int, p *process) {
	t.Helper()
	p = f.command(t, args...)
	p.start(t)
	timer := time.AfterFunc(after, func() { _ = p.Process.Signal(syscall.SIGKILL) })
	defer timer.Stop()
	return p.end(), p
}

// An apply in waves with a watch is killed at 20 random moments, and the revert after it at 8. After
// the same commands all ends as without a kill: the second wave silences devices, the third one does
// not begin, and every value is the one before.
//
// It takes 4 s: a watch lasts 1 s at least, and some of the kills come after one.
func TestAKilledWatchEndsAsOneThatWasNot(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("the race detector sees nothing between processes, and makes each slow to start")
	}
	const fleets, kills = 4, 5
	for n := range fleets {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			f := newWatchedFleet(t)
			before := filepath.Join(f.home, "before.yaml")
			f.ran(t, "joinperm", "export", "-f", before)
			apply := []string{"joinperm", "apply", "-f", f.manifest, "--yes", "--waves", "3,12", "--watch", "1s", "--every", "1s", "--max-silent", "20%", "--report", f.report}
			if n%2 == 1 {
				apply = append(apply, "--revert-on-silence")
			}
			ended := false
			for i := 0; i < kills && !ended; i++ {
				after := time.Duration(rand.IntN(500)) * time.Millisecond
				if i == kills/2 {
					after += time.Second
				}
				code, p := f.killedAt(t, after, apply...)
				if ended = code == 11; !ended && code != 137 {
					t.Fatalf("exit code %d: %s", code, p.stderr.String())
				}
			}
			if p := f.command(t, apply...); !ended && p.run(t) != 11 {
				t.Fatalf("it did not stop: %s", p.stderr.String())
			}
			revert := []string{"joinperm", "revert", "--last", "--yes"}
			for range 2 {
				f.killedAt(t, time.Duration(rand.IntN(60))*time.Millisecond, revert...)
			}
			f.ran(t, revert...)
			f.ran(t, "joinperm", "diff", "-f", before, "--exit-code")
			f.mu.Lock()
			defer f.mu.Unlock()
			if len(f.updated) != 12 {
				t.Errorf("%d permissions were changed, want those of two waves: 12", len(f.updated))
			}
			checkReport(t, f.report)
		})
	}
}

// An apply that brings the old values back is killed while it does. The same command finishes that,
// and begins no apply: the values of the whole run are the old ones.
//
// It takes 3 s: two watches last 1 s each.
func TestAKilledRevertOnSilenceIsFinishedByTheSameCommand(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("the race detector sees nothing between processes, and makes each slow to start")
	}
	f := newWatchedFleet(t)
	before := filepath.Join(f.home, "before.yaml")
	f.ran(t, "joinperm", "export", "-f", before)
	apply := []string{"joinperm", "apply", "-f", f.manifest, "--yes", "--waves", "3,12", "--watch", "1s", "--every", "1s", "--max-silent", "20%", "--revert-on-silence"}
	reached := f.after(12 + 3)
	f.hold(true)
	p := f.command(t, apply...)
	p.start(t)
	within(t, reached)
	p.end(syscall.SIGKILL)
	f.hold(false)
	p = f.command(t, apply...)
	if code := p.run(t); code != 11 {
		t.Errorf("exit code %d: %s", code, p.stderr.String())
	}
	p.said(t, "devices fell silent; the old values are back")
	f.ran(t, "joinperm", "diff", "-f", before, "--exit-code")
	got := f.ran(t, "joinperm", "history", "-o", "csv", "--columns", "Command,Done,State,Reverted", "--no-headers")
	if want := "revert,12,ended,\napply,12,stopped,yes\n"; got != want {
		t.Errorf("the history is\n%s, want\n%s", got, want)
	}
}

// Ctrl-C in a watch ends the apply with its summary. The same command watches the wave again.
func TestASignalInAWatchEndsTheApply(t *testing.T) {
	t.Parallel()
	f := newWatchedFleet(t)
	args := []string{"joinperm", "apply", "-f", f.manifest, "--yes", "--waves", "3,12", "--watch", "1h", "--max-silent", "20%"}
	for range 2 {
		p := f.command(t, args...)
		watching := p.await("watch of wave 1 of 3")
		p.start(t)
		within(t, watching)
		if code := p.end(syscall.SIGINT); code != 130 {
			t.Errorf("exit code %d: %s", code, p.stderr.String())
		}
		p.said(t, "interrupted; run the same command again")
		if !strings.Contains(p.stdout.String(), "UPDATED") {
			t.Errorf("no summary: %s", p.stdout.String())
		}
	}
	if n := f.Received(updating); n != 3 {
		t.Errorf("%d updates came, want those of the first wave: 3", n)
	}
}
