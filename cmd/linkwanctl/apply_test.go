//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"linkwanctl/internal/plan"
)

// fleet is a station with a manifest that changes all permissions of the fleet.
type fleet struct {
	*station
	manifest, report string
	size             int

	mu      sync.Mutex
	updated map[string]bool // IDs of the permissions whose update reached the service
	next    chan struct{}   // closed once as many more updates have come
	left    int
	holds   bool // updates behind those wait until their process has gone
}

func newFleet(t *testing.T, size int, faults ...string) *fleet {
	t.Helper()
	f := &fleet{station: newStation(t, size, faults...), size: size, updated: map[string]bool{}}
	f.manifest, f.report = filepath.Join(f.home, "fleet.yaml"), filepath.Join(f.home, "report.jsonl")
	write(t, f.manifest, delayed(size))
	f.SetGate(f.count)
	return f
}

// delayed is a manifest that changes the first n permissions that a service was filled with.
func delayed(n int) string {
	var rows strings.Builder
	for i := range n {
		fmt.Fprintf(&rows, "- {name: p_%06d, rxDelay: 9}\n", i+1)
	}
	return rows.String()
}

// count takes a little time over each update, so that a process is killed in the middle of some.
func (f *fleet) count(w http.ResponseWriter, r *http.Request, action string, _ int) bool {
	if action != updating {
		return false
	}
	f.mu.Lock()
	if f.holds && f.left <= 0 {
		f.mu.Unlock()
		<-r.Context().Done()
		return true
	}
	f.updated[r.URL.Query().Get("JoinPermissionId")] = true
	if f.left--; f.left == 0 {
		close(f.next)
	}
	f.mu.Unlock()
	f.Server.ServeHTTP(w, r)
	time.Sleep(5 * time.Millisecond) // the work of the service, not a wait of the test
	return true
}

// after gives a channel that is closed once n more updates have come.
func (f *fleet) after(n int) <-chan struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.left, f.next = n, make(chan struct{})
	return f.next
}

func (f *fleet) hold(on bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.holds = on
}

func (f *fleet) apply(t *testing.T) *process {
	t.Helper()
	return f.command(t, "joinperm", "apply", "-f", f.manifest, "--yes", "--report", f.report, "-o", "json")
}

// settled fails unless the service has what the manifest says.
func (f *fleet) settled(t *testing.T) {
	t.Helper()
	p := f.command(t, "joinperm", "diff", "-f", f.manifest, "--exit-code", "--query", "Counts.Unchanged")
	if code := p.run(t); code != 0 || strings.TrimSpace(p.stdout.String()) != fmt.Sprint(f.size) {
		t.Errorf("exit code %d: the fleet is not what the manifest says: %s%s", code, p.stdout.String(), p.stderr.String())
	}
}

// reported is how many rows the report has as updated.
func (f *fleet) reported(t *testing.T) int {
	t.Helper()
	text, err := os.ReadFile(f.report)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Count(text, []byte(`"Outcome":"updated"`))
}

// An apply is killed 20 times, and the same command is run again each time: every row ends right,
// no line of the report is lost in between, and only what was in flight is sent again.
func TestAKilledApplyIsFinishedByTheSameCommand(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("the race detector sees nothing between processes, and makes each slow to start")
	}
	const kills = 20
	f := newFleet(t, kills*plan.DefaultParallel) // so that every run finds something to do
	for i := range kills {
		reached := f.after(1 + i%plan.DefaultParallel)
		f.hold(true) // on a busy machine the kill comes late
		p := f.apply(t)
		p.start(t)
		within(t, reached)
		p.end(syscall.SIGKILL)
	}
	f.hold(false)
	if p := f.apply(t); p.run(t) != 0 {
		t.Fatalf("the last run: %s", p.stderr.String())
	}
	f.settled(t)
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.updated) != f.size {
		t.Errorf("%d permissions were updated, want %d", len(f.updated), f.size)
	}
	if again := f.Received(updating) - f.size; again > kills*plan.DefaultParallel {
		t.Errorf("%d updates were sent again by %d runs that had %d in flight at most", again, kills, plan.DefaultParallel)
	}
	checkReport(t, f.report)
}

// checkReport wants one JSON object a line, whatever was killed between two.
func checkReport(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	broken := 0
	for line := range bytes.Lines(text) {
		if !json.Valid(line) {
			broken++
		}
	}
	if broken > 20 {
		t.Errorf("%d lines of the report are no JSON, and 20 runs at most were killed", broken)
	}
}

// With a fifth of all calls reset, refused for load or answered 503, every row ends right all the
// same.
func TestAnApplyOutlastsFaults(t *testing.T) {
	t.Parallel()
	f := newFleet(t, 60, "reset@7%/UpdateOwnedLocalJoinPermission", "503@7%/UpdateOwnedLocalJoinPermission", "throttle=10ms@7%/UpdateOwnedLocalJoinPermission")
	if p := f.apply(t); p.run(t) != 0 {
		t.Fatal(p.stderr.String())
	}
	f.settled(t)
}

// A reader that goes away does not end an apply in the middle: all rows are done and reported, and
// the exit code says that the summary was lost.
func TestAnApplyOutlivesItsReader(t *testing.T) {
	t.Parallel()
	f := newFleet(t, 30)
	p := f.apply(t)
	p.Stdout, p.Stderr = gone(t), gone(t)
	if code := p.run(t); code != 1 {
		t.Errorf("exit code %d", code)
	}
	f.settled(t)
	if n := f.reported(t); n != f.size {
		t.Errorf("the report has %d of %d updates", n, f.size)
	}
}

// Ctrl-C ends an apply cleanly: what is in flight finishes, the summary and the report are whole,
// and the same command does the rest.
func TestAnInterruptedApplyIsWhole(t *testing.T) {
	t.Parallel()
	f := newFleet(t, 1000, "latency=200ms/UpdateOwnedLocalJoinPermission") // far more than are done before a signal comes
	p, begun := f.apply(t), f.after(1)
	p.start(t)
	<-begun
	code := p.end(syscall.SIGINT)
	var summary struct{ Updated, Skipped, Failed int }
	if err := json.Unmarshal(p.stdout.Bytes(), &summary); err != nil || code != 130 {
		t.Fatalf("exit code %d: %s%s", code, p.stdout.String(), p.stderr.String())
	}
	sent := f.Received(updating)
	if summary.Updated != sent || summary.Updated+summary.Skipped != f.size || summary.Failed != 0 || sent == f.size {
		t.Errorf("%d updates were sent and the summary is %+v", sent, summary)
	}
	if n := f.reported(t); n != sent {
		t.Errorf("the report has %d of %d updates", n, sent)
	}
	p.said(t, "run the same command again")
}

// Sixteen rows are under way and the quota lets five a second go: what waits for it when the apply
// ends is not sent, and the summary and the report agree with the service. On a busy machine a
// second may pass before the apply ends, and five more go.
func TestRowsThatWaitForTheQuotaAreNotSent(t *testing.T) {
	t.Parallel()
	const size, sent = 40, 5
	for name, c := range map[string]struct {
		args   []string
		refuse bool // else a signal ends it
		code   int
		totals string // updated, created, unchanged, failed, stale, skipped
	}{
		"interrupted":     {nil, false, 130, "%d 0 0 0 0 %d"},
		"--stop-on-error": {[]string{"--stop-on-error"}, true, 10, "0 0 0 %d 0 %d"},
		"--max-failures":  {[]string{"--max-failures", "3"}, true, 10, "0 0 0 %d 0 %d"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStation(t, size)
			all, ending := make(chan struct{}), make(chan struct{})
			s.SetGate(func(w http.ResponseWriter, _ *http.Request, action string, n int) bool {
				if action != updating {
					return false
				}
				if n == sent {
					close(all)
				}
				if <-ending; !c.refuse {
					return false
				}
				w.WriteHeader(http.StatusBadRequest)
				_, _ = w.Write([]byte(`{"RequestId":"test","Code":"InvalidName","Message":"no"}`))
				return true
			})
			report := filepath.Join(s.home, "report.jsonl")
			p := s.command(t, append([]string{"joinperm", "apply", "-f", "-", "--yes", "--report", report}, c.args...)...).set("LINKWANCTL_QPS=5")
			p.Stdin = strings.NewReader(delayed(size))
			told := p.await("press Ctrl-C again to stop at once")
			p.start(t)
			<-all
			s.holdQuota(t) // the next slots would be free a second after the first start
			if !c.refuse {
				_ = p.Process.Signal(os.Interrupt)
				within(t, told)
			}
			close(ending)
			code, got := p.end(), s.Received(updating)
			if got < sent || got > 2*sent {
				t.Errorf("%d updates came, and %d had when it ended", got, sent)
			}
			totals := fmt.Sprintf(c.totals, got, size-got)
			if code != c.code || !strings.HasSuffix(strings.Join(strings.Fields(p.stdout.String()), " "), totals) {
				t.Errorf("exit code %d, want %s: %s%s", code, totals, p.stdout.String(), p.stderr.String())
			}
			p.said(t, "not done", fmt.Sprintf(" and %d more", size-got-10))
			text, err := os.ReadFile(report)
			if err != nil || bytes.Count(text, []byte("\n")) != size || bytes.Count(text, []byte(`"Outcome":"skipped"`)) != size-got {
				t.Errorf("%v, the report has %s", err, text)
			}
		})
	}
}

// A signal that comes while updates are under way lets them finish and starts no
// enabling: the report says which half is done, and the same command does the other.
func TestAnInterruptedApplyStartsNoEnabling(t *testing.T) {
	t.Parallel()
	const size = 5
	s := newStation(t, size)
	var came sync.WaitGroup
	came.Add(size)
	ending := make(chan struct{})
	s.SetGate(func(_ http.ResponseWriter, _ *http.Request, action string, n int) bool {
		if action == updating && n <= size {
			came.Done()
			<-ending
		}
		return false
	})
	report := filepath.Join(s.home, "report.jsonl")
	var rows strings.Builder
	for i := 1; i <= size; i++ {
		fmt.Fprintf(&rows, "- {name: p_%06d, rxDelay: 9, enabled: false}\n", i)
	}
	apply := func() *process {
		p := s.command(t, "joinperm", "apply", "-f", "-", "--yes", "--report", report)
		p.Stdin = strings.NewReader(rows.String())
		return p
	}
	p := apply()
	told := p.await("press Ctrl-C again to stop at once")
	p.start(t)
	came.Wait()
	_ = p.Process.Signal(os.Interrupt)
	within(t, told)
	close(ending)
	totals := func(p *process) string { return strings.Join(strings.Fields(p.stdout.String()), " ") }
	if code := p.end(); code != 130 || !strings.HasSuffix(totals(p), "0 0 0 5 0 0") || s.Received(enabling) != 0 {
		t.Errorf("exit code %d, %d enablings: %s%s", code, s.Received(enabling), p.stdout.String(), p.stderr.String())
	}
	p.said(t, "updated, but not disabled", "(5 rows)", "not done")
	text, err := os.ReadFile(report)
	if err != nil || bytes.Count(text, []byte(`"Code":"Interrupted"`)) != size || bytes.Count(text, []byte(`"Done":["RxDelay"]`)) != size {
		t.Errorf("%v, the report has %s", err, text)
	}
	again := apply()
	again.start(t)
	if code := again.end(); code != 0 || !strings.HasSuffix(totals(again), "5 0 0 0 0 0") || s.Received(updating) != size || s.Received(enabling) != size {
		t.Errorf("again: exit code %d, %d updates, %d enablings: %s%s", code, s.Received(updating), s.Received(enabling), again.stdout.String(), again.stderr.String())
	}
}
