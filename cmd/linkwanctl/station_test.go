//go:build unix

package main

import (
	"bytes"
	"context"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/emulator"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/secret"
)

// The actions that the tests of the machine's faults count and hold up.
const (
	updating = "UpdateOwnedLocalJoinPermission"
	enabling = "UpdateOwnedLocalJoinPermissionEnablingState"
	listing  = "ListOwnedJoinPermissions"
)

// longest bounds what must never be met: a process that is still there then has
// not ended, and is killed.
const longest = 2 * time.Minute

// station is a service on loopback, behind a gate that counts what reaches it and
// holds it up on command, and a home for the processes that call it.
type station struct {
	home, temp string // both empty at first
	env        []string
	url        string

	mu      sync.Mutex
	counted map[string]int
	gate    gate
}

// gate sees the nth request of an action before the service does; where it gives
// true it has answered.
type gate func(w http.ResponseWriter, r *http.Request, action string, n int) bool

// hold puts a gate before the service.
func (s *station) hold(g gate) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gate = g
}

// newStation has the samples, or so many permissions more.
func newStation(t *testing.T, fill int) *station {
	t.Helper()
	s := &station{home: t.TempDir(), temp: t.TempDir(), counted: map[string]int{}}
	data := filepath.Join(t.TempDir(), "state.db")
	if fill > 0 {
		if err := emulator.Fill(data, fill); err != nil {
			t.Fatal(err)
		}
	}
	server, err := emulator.Open(emulator.Options{Data: data})
	if err != nil {
		t.Fatal(err)
	}
	proxy := httptest.NewServer(s.counting(server))
	t.Cleanup(func() {
		proxy.CloseClientConnections() // ends what is held up
		proxy.Close()
		_ = server.Close()
	})
	s.url = proxy.URL
	s.env = []string{
		"HOME=" + s.home, "TMPDIR=" + s.temp, "PATH=" + os.Getenv("PATH"), "TERM=dumb",
		"GORACE=atexit_sleep_ms=0", // else the race detector's programs stay for a second
		"LINKWANCTL_ENDPOINT=" + s.url, "LINKWANCTL_QPS=0",
		// Nothing ends by itself in a test's time: what ends was ended.
		"LINKWANCTL_TIMEOUT=1h", "LINKWANCTL_ATTEMPT_TIMEOUT=1h", "LINKWANCTL_CONNECT_TIMEOUT=1h",
		"ALIBABA_CLOUD_ACCESS_KEY_ID=" + emulator.Owner().AccessKeyID(), "ALIBABA_CLOUD_ACCESS_KEY_SECRET=" + emulator.Owner().AccessKeySecret(),
	}
	return s
}

func (s *station) counting(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		action := r.Header.Get("X-Acs-Action")
		s.mu.Lock()
		s.counted[action]++
		n, gate := s.counted[action], s.gate
		s.mu.Unlock()
		if gate != nil && gate(w, r, action, n) {
			return
		}
		next.ServeHTTP(w, r)
	})
}

// requests is how many of an action have come.
func (s *station) requests(action string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counted[action]
}

// holds gives a permission as the service holds it, with no process between.
func (s *station) holds(t *testing.T, id string) joinperm.Owned {
	t.Helper()
	endpoint, err := api.ParseEndpoint(s.url)
	if err != nil {
		t.Fatal(err)
	}
	client := api.New(api.Options{Endpoint: endpoint, Credentials: func(context.Context, bool) (secret.Credential, error) { return emulator.Owner(), nil }})
	got, err := api.Fetch[joinperm.Owned](t.Context(), client, api.OwnedCall(id, ""))
	if err != nil {
		t.Fatal(err)
	}
	return got.Data
}

// process is one run of the command.
type process struct {
	*exec.Cmd
	stdout, stderr bytes.Buffer
}

// command is the command with what it prints kept.
func (s *station) command(t *testing.T, args ...string) *process {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), longest)
	t.Cleanup(cancel)
	p := &process{Cmd: exec.CommandContext(ctx, "linkwanctl", args...)}
	p.Env = append([]string{}, s.env...)
	p.Stdout, p.Stderr = &p.stdout, &p.stderr
	return p
}

// set gives the process a variable; the last one of a name counts.
func (p *process) set(variables ...string) *process {
	p.Env = append(p.Env, variables...)
	return p
}

// await gives a channel that closes once the process has said something on
// stderr. It is called before start.
func (p *process) await(text string) <-chan struct{} {
	w := &watcher{to: &p.stderr, text: text, seen: make(chan struct{})}
	p.Stderr = w
	return w.seen
}

// watcher looks for a text in what passes.
type watcher struct {
	to   *bytes.Buffer
	text string
	seen chan struct{}
	done bool
}

func (w *watcher) Write(b []byte) (int, error) {
	n, err := w.to.Write(b)
	if !w.done && strings.Contains(w.to.String(), w.text) {
		w.done = true
		close(w.seen)
	}
	return n, err
}

func (p *process) start(t *testing.T) {
	t.Helper()
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
}

// end sends a signal and gives the exit code, as end does without one.
func (p *process) end(signals ...syscall.Signal) int {
	for _, signal := range signals {
		_ = p.Process.Signal(signal)
	}
	_ = p.Wait()
	return code(p.Cmd)
}

// run runs the process to its end.
func (p *process) run(t *testing.T) int {
	t.Helper()
	p.start(t)
	return p.end()
}

// code is the exit code as a shell shows it.
func code(c *exec.Cmd) int {
	status, ok := c.ProcessState.Sys().(syscall.WaitStatus)
	if ok && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return c.ProcessState.ExitCode()
}

// said fails where the process did not say all of this on stderr, or says that
// it broke.
func (p *process) said(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(p.stderr.String(), text) {
			t.Errorf("it did not say %q: %s%s", text, p.stdout.String(), p.stderr.String())
		}
	}
	p.sound(t)
}

// sound fails where the process broke.
func (p *process) sound(t *testing.T) {
	t.Helper()
	for _, broken := range []string{"panic:", "goroutine ", "DATA RACE", "defect"} {
		if strings.Contains(p.stderr.String(), broken) {
			t.Errorf("it broke: %s", p.stderr.String())
		}
	}
}

// tidy fails where a temporary file was left behind.
func (s *station) tidy(t *testing.T) {
	t.Helper()
	for _, root := range []string{s.home, s.temp} {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			name := filepath.Base(path)
			leftover := strings.HasSuffix(name, ".tmp") || root == s.temp && path != root
			if err == nil && leftover {
				t.Errorf("%s was left behind (a directory: %v)", path, entry.IsDir())
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// eventually waits for an event that nothing but a look at it can tell.
func eventually(t *testing.T, what string, happened func() bool) {
	t.Helper()
	for begun := time.Now(); !happened(); time.Sleep(time.Millisecond) {
		if time.Since(begun) > longest {
			t.Fatalf("%s did not come about", what)
		}
	}
}
