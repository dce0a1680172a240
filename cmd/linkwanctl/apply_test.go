//go:build unix

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"linkwanctl/internal/emulator"
	"linkwanctl/internal/plan"
)

// fleet is an emulator with permissions, behind a proxy that counts the updates
// of each, and a manifest that changes all of them.
type fleet struct {
	home, manifest string
	env            []string
	size           int

	mu      sync.Mutex
	updates map[string]int // that reached the service, by permission
	sent    int            // all of them
	left    int            // how many more until some is told of
	some    chan struct{}
}

// after gives a channel that is closed once n more updates have come.
func (f *fleet) after(n int) <-chan struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.left, f.some = n, make(chan struct{})
	return f.some
}

func newFleet(t *testing.T, size int, faults ...string) *fleet {
	t.Helper()
	f := &fleet{home: t.TempDir(), size: size, updates: map[string]int{}}
	data := filepath.Join(f.home, "fleet.db")
	if err := emulator.Fill(data, size); err != nil {
		t.Fatal(err)
	}
	options := emulator.Options{Data: data}
	for _, text := range faults {
		fault, err := emulator.ParseFault(text)
		if err != nil {
			t.Fatal(err)
		}
		options.Faults = append(options.Faults, fault)
	}
	server, err := emulator.Open(options)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httptest.NewServer(f.counting(server))
	t.Cleanup(func() { proxy.Close(); _ = server.Close() })
	f.env = []string{
		"HOME=" + f.home, "PATH=" + os.Getenv("PATH"), "LINKWANCTL_QPS=0", "LINKWANCTL_ENDPOINT=" + proxy.URL,
		"GORACE=atexit_sleep_ms=0", // else each of the race detector's programs stays for a second
		"ALIBABA_CLOUD_ACCESS_KEY_ID=" + emulator.Owner().AccessKeyID(), "ALIBABA_CLOUD_ACCESS_KEY_SECRET=" + emulator.Owner().AccessKeySecret(),
	}
	var rows strings.Builder
	for i := 1; i <= size; i++ {
		fmt.Fprintf(&rows, "- {name: p_%06d, rxDelay: 9}\n", i)
	}
	f.manifest = filepath.Join(f.home, "fleet.yaml")
	if err := os.WriteFile(f.manifest, []byte(rows.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return f
}

// counting hands every request on and takes a little time over each update, so
// that a process is killed in the middle of some.
func (f *fleet) counting(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Acs-Action") == "UpdateOwnedLocalJoinPermission" {
			f.mu.Lock()
			f.updates[r.URL.Query().Get("JoinPermissionId")]++
			f.sent++
			if f.left--; f.left == 0 {
				close(f.some)
			}
			f.mu.Unlock()
			defer time.Sleep(5 * time.Millisecond) // the work of the service, not a wait of the test
		}
		next.ServeHTTP(w, r)
	})
}

func (f *fleet) command(ctx context.Context, args ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, "linkwanctl", args...)
	command.Env = f.env
	return command
}

func (f *fleet) apply(ctx context.Context) *exec.Cmd {
	return f.command(ctx, "joinperm", "apply", "-f", f.manifest, "--yes", "--report", filepath.Join(f.home, "report.jsonl"), "-o", "json")
}

// settled fails unless nothing differs from the manifest any more.
func (f *fleet) settled(t *testing.T) {
	t.Helper()
	output, err := f.command(t.Context(), "joinperm", "diff", "-f", f.manifest, "--exit-code", "--query", "Counts.Unchanged").CombinedOutput()
	if err != nil || strings.TrimSpace(string(output)) != fmt.Sprint(f.size) {
		t.Errorf("the fleet is not what the manifest says: %v, %s", err, output)
	}
}

// The plug is pulled in the middle of 20 applies, and the same command is run again
// each time: every row ends right, no report line is lost in between, and nothing
// is sent again but what was in flight.
func TestAKilledApplyIsFinishedByTheSameCommand(t *testing.T) {
	t.Parallel()
	const kills = 20
	f := newFleet(t, kills*plan.DefaultParallel) // so that every run finds something to do
	for i := range kills {
		reached := f.after(1 + i%plan.DefaultParallel)
		command := f.apply(t.Context())
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		<-reached
		_ = command.Process.Kill()
		_ = command.Wait()
	}
	if output, err := f.apply(t.Context()).CombinedOutput(); err != nil {
		t.Fatalf("the last run: %v, %s", err, output)
	}
	f.settled(t)
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.updates) != f.size {
		t.Errorf("%d permissions were updated, want %d", len(f.updates), f.size)
	}
	if again := f.sent - f.size; again > kills*plan.DefaultParallel {
		t.Errorf("%d updates were sent again by %d runs that had %d in flight at most", again, kills, plan.DefaultParallel)
	}
	checkReport(t, filepath.Join(f.home, "report.jsonl"))
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

// With a fifth of all calls reset, refused for load or answered 503, every row
// ends right all the same.
func TestAnApplyOutlastsFaults(t *testing.T) {
	t.Parallel()
	f := newFleet(t, 60, "reset@7%/UpdateOwnedLocalJoinPermission", "503@7%/UpdateOwnedLocalJoinPermission", "throttle=10ms@7%/UpdateOwnedLocalJoinPermission")
	if output, err := f.apply(t.Context()).CombinedOutput(); err != nil {
		t.Fatalf("%v, %s", err, output)
	}
	f.settled(t)
}

// A reader that goes away does not end an apply in the middle: all rows are done
// and reported, and the exit code tells that the summary was lost.
func TestAnApplyOutlivesItsReader(t *testing.T) {
	t.Parallel()
	f := newFleet(t, 30)
	command := f.apply(t.Context())
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	_ = reader.Close()
	command.Stdout, command.Stderr = writer, writer
	if err := command.Run(); command.ProcessState.ExitCode() != 1 {
		t.Errorf("ended with %v", err)
	}
	f.settled(t)
	report, err := os.ReadFile(filepath.Join(f.home, "report.jsonl"))
	if err != nil || bytes.Count(report, []byte(`"Outcome":"updated"`)) != f.size {
		t.Errorf("the report has %d of %d updates, %v", bytes.Count(report, []byte(`"Outcome":"updated"`)), f.size, err)
	}
}

// Ctrl-C ends an apply cleanly: what is in flight finishes, the summary and the
// report are whole, and the same command does the rest.
func TestAnInterruptedApplyIsWhole(t *testing.T) {
	t.Parallel()
	f := newFleet(t, 1000, "latency=200ms/UpdateOwnedLocalJoinPermission") // far more than are done before a signal comes
	command := f.apply(t.Context())
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	for begun := 0; begun == 0; {
		f.mu.Lock()
		begun = len(f.updates)
		f.mu.Unlock()
		time.Sleep(time.Millisecond)
	}
	_ = command.Process.Signal(os.Interrupt)
	err := command.Wait()
	var summary struct{ Updated, Skipped, Failed int }
	if jsonErr := json.Unmarshal(stdout.Bytes(), &summary); jsonErr != nil || command.ProcessState.ExitCode() != 130 {
		t.Fatalf("ended with %v: %s%s", err, stdout.String(), stderr.String())
	}
	f.mu.Lock()
	sent := len(f.updates)
	f.mu.Unlock()
	if summary.Updated != sent || summary.Updated+summary.Skipped != f.size || summary.Failed != 0 || sent == f.size {
		t.Errorf("%d updates were sent and the summary is %+v", sent, summary)
	}
	report, err := os.ReadFile(filepath.Join(f.home, "report.jsonl"))
	if err != nil || bytes.Count(report, []byte(`"Outcome":"updated"`)) != sent {
		t.Errorf("the report has %d of %d updates, %v", bytes.Count(report, []byte(`"Outcome":"updated"`)), sent, err)
	}
	if !strings.Contains(stderr.String(), "run the same command again") {
		t.Errorf("it said %s", stderr.String())
	}
}

// Sixteen rows are under way and the quota lets five a second go: what waits for
// it when the apply ends is not sent, and the summary and the report tell the
// same as the service.
func TestRowsThatWaitForTheQuotaAreNotSent(t *testing.T) {
	t.Parallel()
	const size, sent = 40, 5
	for name, c := range map[string]struct {
		args   []string
		refuse bool // else a signal ends it
		code   int
		totals string // updated, created, unchanged, failed, stale, skipped
	}{
		"interrupted":     {nil, false, 130, "5 0 0 0 0 35"},
		"--stop-on-error": {[]string{"--stop-on-error"}, true, 10, "0 0 0 5 0 35"},
		"--max-failures":  {[]string{"--max-failures", "3"}, true, 10, "0 0 0 5 0 35"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStation(t, size)
			all, ending := make(chan struct{}), make(chan struct{})
			s.hold(func(w http.ResponseWriter, _ *http.Request, action string, n int) bool {
				if action != updating {
					return false
				}
				if n == sent {
					close(all)
				}
				if <-all; !c.refuse {
					<-ending
					return false
				}
				w.WriteHeader(http.StatusBadRequest)
				_, _ = w.Write([]byte(`{"RequestId":"test","Code":"InvalidName","Message":"no"}`))
				return true
			})
			report := filepath.Join(s.home, "report.jsonl")
			var rows strings.Builder
			for i := 1; i <= size; i++ {
				fmt.Fprintf(&rows, "- {name: p_%06d, rxDelay: 9}\n", i)
			}
			p := s.command(t, append([]string{"joinperm", "apply", "-f", "-", "--yes", "--report", report}, c.args...)...).set("LINKWANCTL_QPS=5")
			p.Stdin = strings.NewReader(rows.String())
			told := p.await("a second Ctrl-C ends at once")
			p.start(t)
			<-all
			if !c.refuse {
				_ = p.Process.Signal(os.Interrupt)
				<-told
				close(ending)
			}
			if code := p.end(); code != c.code || !strings.HasSuffix(strings.Join(strings.Fields(p.stdout.String()), " "), c.totals) {
				t.Errorf("exit code %d: %s%s", code, p.stdout.String(), p.stderr.String())
			}
			p.said(t, "not done", " and 25 more")
			if got := s.requests(updating); got != sent {
				t.Errorf("%d updates came, and %d had when it ended", got, sent)
			}
			text, err := os.ReadFile(report)
			if err != nil || bytes.Count(text, []byte("\n")) != size || bytes.Count(text, []byte(`"Outcome":"skipped"`)) != size-sent {
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
	s.hold(func(_ http.ResponseWriter, _ *http.Request, action string, n int) bool {
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
	told := p.await("a second Ctrl-C ends at once")
	p.start(t)
	came.Wait()
	_ = p.Process.Signal(os.Interrupt)
	<-told
	close(ending)
	totals := func(p *process) string { return strings.Join(strings.Fields(p.stdout.String()), " ") }
	if code := p.end(); code != 130 || !strings.HasSuffix(totals(p), "0 0 0 5 0 0") || s.requests(enabling) != 0 {
		t.Errorf("exit code %d, %d enablings: %s%s", code, s.requests(enabling), p.stdout.String(), p.stderr.String())
	}
	p.said(t, "the update was made and the disabling was not", "(5 rows)", "not done")
	text, err := os.ReadFile(report)
	if err != nil || bytes.Count(text, []byte(`"Code":"Interrupted"`)) != size || bytes.Count(text, []byte(`"Done":["RxDelay"]`)) != size {
		t.Errorf("%v, the report has %s", err, text)
	}
	again := apply()
	again.start(t)
	if code := again.end(); code != 0 || !strings.HasSuffix(totals(again), "5 0 0 0 0 0") || s.requests(updating) != size || s.requests(enabling) != size {
		t.Errorf("again: exit code %d, %d updates, %d enablings: %s%s", code, s.requests(updating), s.requests(enabling), again.stdout.String(), again.stderr.String())
	}
}
