//go:build unix

package main

import (
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// firsts keeps the order in which the permissions' first updates came.
func (f *fleet) firsts() (order func() []string) {
	var all []string
	f.SetGate(func(w http.ResponseWriter, r *http.Request, action string, n int) bool {
		f.mu.Lock()
		if id := r.URL.Query().Get("JoinPermissionId"); action == updating && !slices.Contains(all, id) && (!f.holds || f.left > 0) {
			all = append(all, id)
		}
		f.mu.Unlock()
		return f.count(w, r, action, n)
	})
	return func() []string {
		f.mu.Lock()
		defer f.mu.Unlock()
		return slices.Clone(all)
	}
}

// An apply in waves is killed 20 times: whatever was under way, the same command goes on with it,
// no wave begins before the one before it has ended, and one revert brings all values back.
func TestAKilledApplyGoesOnWithItsWave(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("the race detector sees nothing between processes, and makes each slow to start")
	}
	const size, kills = 60, 20
	f := newFleet(t, size)
	order := f.firsts()
	before := filepath.Join(f.home, "before.yaml")
	f.ran(t, "joinperm", "export", "-f", before)
	args := []string{"joinperm", "apply", "-f", f.manifest, "--yes", "--waves", "10,50%", "--wave-pause", "0s"}
	for i := range kills {
		reached := f.after(1 + i%4)
		f.hold(true)
		p := f.command(t, args...)
		p.start(t)
		within(t, reached)
		p.end(syscall.SIGKILL)
	}
	f.hold(false)
	f.ran(t, args...)
	f.settled(t)
	waves := map[string]int{}
	id := strings.TrimSpace(f.ran(t, "joinperm", "history", "-o", "name"))
	for _, row := range strings.Fields(f.ran(t, "joinperm", "history", id, "-o", "csv", "--columns", "JoinPermissionId,Wave", "--no-headers")) {
		permission, wave, _ := strings.Cut(row, ",")
		waves[permission] = int(wave[0] - '0')
	}
	sizes, last := map[int]int{}, 0
	for _, permission := range order() {
		wave := waves[permission]
		if sizes[wave]++; wave < last {
			t.Errorf("%s of wave %d is done after one of wave %d", permission, wave, last)
		}
		last = max(last, wave)
	}
	if fmt.Sprint(sizes) != "map[1:10 2:20 3:30]" {
		t.Errorf("the waves are %v", sizes)
	}
	f.ran(t, "joinperm", "revert", "--last", "--yes")
	f.ran(t, "joinperm", "diff", "-f", before, "--exit-code")
}

// Ctrl-C between two waves ends the apply with its report, whether it waits for time or for a person.
func TestASignalBetweenWavesEndsTheApply(t *testing.T) {
	t.Parallel()
	f := newFleet(t, 3)
	args := []string{"joinperm", "apply", "-f", f.manifest, "--waves", "1", "--report", f.report}
	p := f.command(t, append(args, "--yes", "--wave-pause", "1h")...)
	waiting := p.await("wave 1 of 2 is done; wave 2 begins in 1h0m0s")
	p.start(t)
	within(t, waiting)
	if code := p.end(syscall.SIGINT); code != 130 {
		t.Errorf("exit code %d: %s", code, p.stderr.String())
	}
	p.said(t, "interrupted; run the same command again")
	if n := f.reported(t); n != 1 || f.Received(updating) != 1 {
		t.Errorf("%d rows are reported as updated, and %d updates came", n, f.Received(updating))
	}
	p = f.command(t, append(args, "--yes", "--wave-pause", "1h")...) // what is left of the hour
	waiting = p.await("goes on with wave 2 of 2")
	p.start(t)
	within(t, waiting)
	p.end(syscall.SIGTERM)
	f.ran(t, append(args, "--yes", "--wave-pause", "0s")...)
	f.settled(t)
	if got := f.ran(t, "joinperm", "history", "-o", "csv", "--columns", "Done,State", "--no-headers"); got != "3,ended\n" {
		t.Errorf("the history has %s", got)
	}
}
