package main

import (
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

const crashSecret = "test-secret-of-a-process-that-crashes"

// A process that runs out of memory while its change is in flight does not end with 2, which
// promises that nothing was sent. It shows no secret, neither in the trace, which is the longest
// there is, nor in a core.
func TestACrashShowsNoSecret(t *testing.T) {
	t.Parallel()
	if isRace() {
		t.Skip("the race detector ends a process without memory in its own way")
	}
	s := newStation(t, 0)
	arrived, answer := make(chan struct{}), make(chan struct{})
	s.SetGate(func(w http.ResponseWriter, _ *http.Request, action string, _ int) bool {
		if action != updating {
			return false
		}
		close(arrived)
		<-answer
		_, _ = w.Write([]byte(`{"RequestId":"` + strings.Repeat("x", 7<<20) + `","Success":true}`))
		return true
	})
	folder := t.TempDir()
	// Without the garbage collector, which may crash in a signal's handler: that takes 10 s to end,
	// in the hope of other threads' traces.
	p := s.command(t, "joinperm", "update", "--id", "123", "--class-mode", "C", "--debug").set("GOGC=off",
		"ALIBABA_CLOUD_ACCESS_KEY_ID=test-id", "ALIBABA_CLOUD_ACCESS_KEY_SECRET="+crashSecret)
	p.Path, p.Args, p.Dir = shell(t), append([]string{"sh", "-c", `ulimit -c unlimited; exec "$@"`, "sh"}, p.Args...), folder
	p.start(t)
	<-arrived
	checkCoreLimit(t, p.Process.Pid)
	// What it has it keeps; it gets no more.
	if err := unix.Prlimit(p.Process.Pid, unix.RLIMIT_DATA, &unix.Rlimit{}, nil); err != nil {
		t.Fatal(err)
	}
	close(answer)
	if code := p.end(); code != 134 || s.Received(updating) != 1 {
		t.Errorf("exit code %d after %d updates", code, s.Received(updating))
	}
	// A thread that cannot be made ends the process before there is a trace.
	said := p.stderr.String()
	if !strings.Contains(said, "goroutine 1 ") && !strings.Contains(said, "pthread_create failed") || strings.Contains(said, crashSecret) {
		t.Errorf("it said %s", said)
	}
	if cores := cores(t, folder); len(cores) > 0 {
		t.Errorf("it left %v", cores)
	}
	s.tidy(t)
	// The same end of another program leaves one, where this machine keeps cores in the working
	// directory.
	other := t.TempDir()
	aborted := exec.CommandContext(t.Context(), "sh", "-c", "ulimit -c unlimited; kill -ABRT $$")
	aborted.Dir = other
	_ = aborted.Run()
	t.Logf("another program leaves %v", cores(t, other))
}

func shell(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("sh")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// checkCoreLimit looks whether the process allows itself a core, wherever this machine would put
// it.
func checkCoreLimit(t *testing.T, pid int) {
	t.Helper()
	limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", pid))
	if err != nil || !regexp.MustCompile(`(?m)^Max core file size +0 `).Match(limits) {
		t.Errorf("its limits are %s, %v", limits, err)
	}
}

func cores(t *testing.T, folder string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(folder, "*core*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}
