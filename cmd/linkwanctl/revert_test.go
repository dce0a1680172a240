//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"linkwanctl/internal/plan"
)

// An apply is killed again and again, the first time before any of its updates was carried out, and
// so is the revert. The same commands, run again, bring back every value: all of it was one run.
func TestAKilledRunIsRevertedWhole(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("the race detector sees nothing between processes, and makes each slow to start")
	}
	const kills = 5
	f := newFleet(t, 2*kills*plan.DefaultParallel)
	before := filepath.Join(f.home, "before.yaml")
	f.ran(t, "joinperm", "export", "-f", before)
	revert := func() *process {
		return f.command(t, "joinperm", "revert", "--last", "--yes", "-o", "json")
	}
	for _, command := range []func() *process{func() *process { return f.apply(t) }, revert} {
		f.killed(t, command)
		p := command()
		if code := p.run(t); code != 0 {
			t.Fatalf("exit code %d: %s", code, p.stderr.String())
		}
		p.sound(t)
	}
	f.ran(t, "joinperm", "diff", "-f", before, "--exit-code")
	got := f.ran(t, "joinperm", "history", "-o", "csv", "--columns", "Command,Done,Failed,Unfinished,State,Reverted", "--no-headers")
	if want := "revert,160,0,0,ended,\napply,160,0,0,ended,yes\n"; got != want {
		t.Errorf("the history is\n%s, want\n%s", got, want)
	}
	f.ran(t, "joinperm", "revert", f.report, "--yes") // the report says the same
	f.ran(t, "joinperm", "diff", "-f", before, "--exit-code")
	locks, _ := filepath.Glob(filepath.Join(f.home, ".local", "state", "linkwanctl", "runs", "*-*.lock"))
	if len(locks) > 0 {
		t.Errorf("left: %q", locks)
	}
}

// killed kills a command before its first update is carried out, and then several times while some
// are.
func (f *fleet) killed(t *testing.T, command func() *process) {
	t.Helper()
	arrived := f.Hold(updating, 1)
	p := command()
	p.start(t)
	within(t, arrived)
	p.end(syscall.SIGKILL)
	f.SetGate(f.count)
	for i := range 5 {
		reached := f.after(1 + 3*i)
		f.hold(true)
		p := command()
		p.start(t)
		within(t, reached)
		p.end(syscall.SIGKILL)
	}
	f.hold(false)
}

// ran runs a command that must succeed, and gives what it writes to stdout.
func (f *fleet) ran(t *testing.T, args ...string) string {
	t.Helper()
	p := f.command(t, args...)
	if code := p.run(t); code != 0 {
		t.Fatalf("%s: exit code %d: %s%s", strings.Join(args, " "), code, p.stdout.String(), p.stderr.String())
	}
	return p.stdout.String()
}

// Two applies at the same time are two runs, and each is reverted by itself.
func TestAppliesAtTheSameTimeAreTwoRuns(t *testing.T) {
	t.Parallel()
	f := newFleet(t, 40)
	rows := strings.SplitAfter(delayed(40), "\n")
	var both []*process
	for i, part := range []string{strings.Join(rows[:20], ""), strings.Join(rows[20:], "")} {
		manifest := filepath.Join(f.home, []string{"one.yaml", "two.yaml"}[i])
		write(t, manifest, part)
		p := f.command(t, "joinperm", "apply", "-f", manifest, "--yes")
		p.start(t)
		both = append(both, p)
	}
	for _, p := range both {
		if code := p.end(); code != 0 {
			t.Fatalf("exit code %d: %s", code, p.stderr.String())
		}
	}
	runs := strings.Fields(f.ran(t, "joinperm", "history", "-o", "name"))
	if len(runs) != 2 {
		t.Fatalf("the history has %q", runs)
	}
	for _, run := range runs {
		if got := f.ran(t, "joinperm", "revert", run, "--yes", "-o", "json", "--query", "Updated"); got != "20\n" {
			t.Errorf("%s: %s", run, got)
		}
	}
	if _, err := os.Stat(filepath.Join(f.home, ".local", "state", "linkwanctl", "runs")); err != nil {
		t.Error(err)
	}
}
