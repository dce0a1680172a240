//go:build unix

package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
)

const crashSecret = "test-secret-of-a-process-that-crashes"

// A crash, in the middle of a call that is signed with it, shows the secret
// neither in the runtime's own words nor in a core.
func TestACrashShowsNoSecret(t *testing.T) {
	t.Parallel()
	arrived := make(chan struct{}, 1)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		arrived <- struct{}{}
		<-r.Context().Done()
	}))
	defer server.Close()
	folder := t.TempDir()
	stderr, err := crash(t, folder, "exec linkwanctl joinperm update --id 123 --class-mode A --debug", syscall.SIGABRT, arrived,
		"LINKWANCTL_ENDPOINT="+server.URL, "ALIBABA_CLOUD_ACCESS_KEY_ID=test-id", "ALIBABA_CLOUD_ACCESS_KEY_SECRET="+crashSecret)
	if err == nil || !strings.Contains(stderr, "goroutine 1 ") {
		t.Errorf("it did not crash: %v, %s", err, stderr)
	}
	if strings.Contains(stderr, crashSecret) {
		t.Errorf("it said %s", stderr)
	}
	if cores := cores(t, folder); len(cores) > 0 {
		t.Errorf("it left %v", cores)
	}
	// The same end of another program leaves one, where this machine keeps cores in
	// the working directory.
	other, ready := t.TempDir(), make(chan struct{})
	close(ready)
	_, _ = crash(t, other, "kill -ABRT $$", 0, ready)
	t.Logf("another program leaves %v", cores(t, other))
}

// crash runs a command with no limit on cores and, once it is ready, ends it with
// the signal.
func crash(t *testing.T, folder, line string, signal syscall.Signal, ready <-chan struct{}, env ...string) (stderr string, err error) {
	t.Helper()
	command := exec.CommandContext(t.Context(), "sh", "-c", "ulimit -c unlimited; "+line)
	command.Dir = folder
	command.Env = slices.Concat(env, []string{"HOME=" + folder, "PATH=" + os.Getenv("PATH"), "GOTRACEBACK=crash", "LINKWANCTL_QPS=0"})
	var said bytes.Buffer
	command.Stderr = &said
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	<-ready
	if signal != 0 {
		checkCoreLimit(t, command.Process.Pid)
		_ = command.Process.Signal(signal)
	}
	err = command.Wait()
	return said.String(), err
}

// checkCoreLimit looks whether the process allows itself a core, wherever this
// machine would put it.
func checkCoreLimit(t *testing.T, pid int) {
	t.Helper()
	limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", pid))
	if runtime.GOOS == "linux" && (err != nil || !regexp.MustCompile(`(?m)^Max core file size +0 `).Match(limits)) {
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
