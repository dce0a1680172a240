//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A signal ends the wait for an order's decision, and not the order: it was submitted once, stands,
// and the user learns how to look at it.
func TestASignalEndsTheWaitForAnOrder(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		signal syscall.Signal
		code   int
		env    string
	}{
		{"interrupted", syscall.SIGINT, 130, "LINKWANCTL_SANDBOX="},
		{"terminated", syscall.SIGTERM, 143, "LINKWANCTL_SANDBOX="},
		{"in the sandbox", syscall.SIGINT, 130, "LINKWANCTL_SANDBOX=1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newStation(t, 0)
			p := s.command(t, "joinperm", "order", "submit", "125", "--renter", "some-user", "--wait=1h").set(c.env)
			submitted := p.await("was submitted; waiting for the renter")
			p.start(t)
			<-submitted
			if code := p.end(c.signal); code != c.code || p.stdout.Len() != 0 {
				t.Errorf("exit code %d: %s%s", code, p.stdout.String(), p.stderr.String())
			}
			p.said(t, "joinperm order get 5001")
			if got := s.Received("SubmitJoinPermissionAuthOrder"); c.env == "LINKWANCTL_SANDBOX=" && got != 1 {
				t.Errorf("%d offers came", got)
			}
			look := s.command(t, "joinperm", "order", "get", "5001", "--query", "Data.OrderState").set(c.env)
			if code := look.run(t); code != 0 || strings.TrimSpace(look.stdout.String()) != "APPLYING" {
				t.Errorf("exit code %d, the order is %s%s", code, look.stdout.String(), look.stderr.String())
			}
			s.tidy(t)
		})
	}
}

// The second signal ends at once even what the first one lets finish, whichever of the two it is.
// The report has whole lines, and the rest can be done.
func TestTheSecondSignalEndsAtOnce(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		first, second syscall.Signal
		code          int
	}{
		"Ctrl-C twice": {syscall.SIGINT, syscall.SIGINT, 130}, "then terminated": {syscall.SIGINT, syscall.SIGTERM, 143},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStation(t, 0)
			arrived := s.Hold(updating, 1)
			report := filepath.Join(s.home, "report.jsonl")
			p := s.command(t, "joinperm", "apply", "-f", "-", "--yes", "--report", report)
			p.Stdin = strings.NewReader("- {id: 123, classMode: C}\n")
			ending := p.await("press Ctrl-C again to stop at once")
			p.start(t)
			<-arrived
			_ = p.Process.Signal(c.first)
			within(t, ending)
			if code := p.end(c.second); code != c.code {
				t.Errorf("exit code %d: %s", code, p.stderr.String())
			}
			text, err := os.ReadFile(report)
			for line := range bytes.Lines(text) {
				if !json.Valid(line) {
					t.Errorf("the report has %q", line)
				}
			}
			if got := s.Received(updating); got != 1 || err != nil {
				t.Errorf("%d updates came, %v", got, err)
			}
			s.tidy(t)
		})
	}
}

// Several permissions are switched and a signal comes: the one that was sent is finished, and those
// that were not begun are named, for a script as well, and no other.
func TestAnInterruptedBatchNamesWhatWasNotDone(t *testing.T) {
	t.Parallel()
	for form, want := range map[string]string{"json": `"NotDone": ["124"]`, "table": "not done 124"} {
		t.Run(form, func(t *testing.T) {
			t.Parallel()
			s := newStation(t, 0)
			arrived, release := make(chan struct{}), make(chan struct{})
			s.SetGate(func(_ http.ResponseWriter, _ *http.Request, action string, n int) bool {
				if action == enabling && n == 2 {
					close(arrived)
					<-release
				}
				return false
			})
			p := s.command(t, "joinperm", "disable", "123", "125", "124", "-o", form).set("LINKWANCTL_QPS=5")
			p.start(t)
			<-arrived
			s.holdQuota(t) // the third one waits, however late the signal is seen
			_ = p.Process.Signal(syscall.SIGINT)
			close(release)
			if code := p.end(); code != 130 {
				t.Errorf("exit code %d", code)
			}
			p.said(t, "disable interrupted; not started for ")
			if text := strings.NewReplacer("[ ", "[", " ]", "]").Replace(strings.Join(strings.Fields(p.stderr.String()), " ")); !strings.Contains(text, want) {
				t.Errorf("it did not say %s: %s", want, text)
			}
			if got := s.Received(enabling); got != 2 || s.Permission(t, "123").Enabled != "false" || s.Permission(t, "125").Enabled != "false" || s.Permission(t, "124").Enabled != "true" {
				t.Errorf("%d requests came", got)
			}
			if form == "json" {
				var rows []struct{ JoinPermissionID, Code, Outcome string }
				if err := json.Unmarshal(p.stdout.Bytes(), &rows); err != nil || len(rows) != 3 || rows[0].Code != "" || rows[1].Code != "" || rows[2].Code != "Skipped" {
					t.Errorf("%+v, %v", rows, err)
				}
				if d := p.failure(t); d.Attempts != 2 || d.Outcome != "done" {
					t.Errorf("it told %+v", d)
				}
			}
		})
	}
}

// One of several that waits for the quota when the signal comes was not begun.
func TestAnInterruptedBatchHasNotBegunWhatWaits(t *testing.T) {
	t.Parallel()
	s := newStation(t, 0)
	if code := s.command(t, "joinperm", "enable", "123").set("LINKWANCTL_QPS=1").run(t); code != 0 {
		t.Fatalf("exit code %d", code)
	}
	waits := s.holdQuota(t)
	p := s.command(t, "joinperm", "disable", "123", "125", "-o", "json").set("LINKWANCTL_QPS=1")
	p.start(t)
	waits()
	code := p.end(syscall.SIGINT)
	if d := p.failure(t); code != 130 || d.Outcome != "not-sent" || strings.Join(d.NotDone, " ") != "123 125" {
		t.Errorf("exit code %d, it told %+v", code, d)
	}
	if got := s.Permission(t, "123").Enabled; got != "true" {
		t.Errorf("enabled is %s", got)
	}
}

// An export that is interrupted between two pages leaves the old file as it was, and nothing beside
// it.
func TestAnInterruptedExportLeavesTheOldFile(t *testing.T) {
	t.Parallel()
	for _, args := range []string{"export --force -f", "export --force --format csv -f"} {
		t.Run(args, func(t *testing.T) {
			t.Parallel()
			s := newStation(t, 0)
			path := filepath.Join(s.home, "old")
			write(t, path, "old\n")
			arrived := make(chan struct{})
			s.SetGate(func(w http.ResponseWriter, r *http.Request, _ string, n int) bool {
				if n == 1 {
					longPage(w)
					return true
				}
				close(arrived)
				<-r.Context().Done()
				return true
			})
			p := s.command(t, strings.Fields("joinperm "+args+" "+path)...)
			p.start(t)
			<-arrived
			if code := p.end(syscall.SIGINT); code != 130 {
				t.Errorf("exit code %d", code)
			}
			p.said(t, "list interrupted")
			if text, err := os.ReadFile(path); err != nil || string(text) != "old\n" {
				t.Errorf("the old file has %q, %v", text, err)
			}
			s.tidy(t)
		})
	}
}

// The emulator ends with a signal while a request is under way: that is answered or given up, and
// the file can be opened again.
func TestTheEmulatorEndsWithARequestUnderWay(t *testing.T) {
	t.Parallel()
	s := newStation(t, 0)
	data := filepath.Join(s.home, "served.db")
	p := s.command(t, "emulator", "--listen", "127.0.0.1:0", "--data", data, "--fault", "latency=1h/"+updating)
	p.Stdout = nil
	stdout, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.start(t)
	first := make([]byte, 1024)
	n, err := stdout.Read(first)
	if err != nil {
		t.Fatal(err)
	}
	_, endpoint, _ := strings.Cut(string(first[:n]), "on ")
	endpoint, _, _ = strings.Cut(endpoint, ",")
	caller := s.update(t).set("LINKWANCTL_ENDPOINT="+endpoint, "LINKWANCTL_MAX_ATTEMPTS=1")
	caller.Args = append(caller.Args, "--debug")
	sent := caller.await("* UpdateOwnedLocalJoinPermission, attempt 1")
	caller.start(t)
	<-sent
	if code := p.end(syscall.SIGTERM); code != 0 {
		t.Errorf("exit code %d: %s", code, p.stderr.String())
	}
	if code := caller.end(); code == 0 || code == 1 || code == 3 {
		t.Errorf("the caller's exit code is %d: %s", code, caller.stderr.String())
	}
	again := s.command(t, "emulator", "reset", "--data", data)
	if code := again.run(t); code != 0 {
		t.Errorf("the file is not to be had: %s", again.stderr.String())
	}
	p.sound(t)
}
