//go:build unix

package main

import (
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Ctrl-C ends a call in flight, and a fetch of credentials, at once; the exit
// code is the signal's and the outcome is not guessed.
func TestSignalsEndWhateverIsUnderWay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		signal  syscall.Signal
		code    int
		env     func(url string) []string
		outcome string
	}{
		{"interrupted call", syscall.SIGINT, 130, calling, `"Outcome": "unknown"`},
		{"terminated call", syscall.SIGTERM, 143, calling, `"Outcome": "unknown"`},
		{"interrupted credentials", syscall.SIGINT, 130, fetching, `"Outcome": "not-sent"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			arrived := make(chan struct{}, 1)
			server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				arrived <- struct{}{}
				<-r.Context().Done()
			}))
			defer server.Close()
			command := exec.CommandContext(t.Context(), "linkwanctl", "joinperm", "update", "--id", "123", "--class-mode", "A", "-o", "json")
			command.Env = append([]string{"HOME=" + t.TempDir(), "PATH=" + os.Getenv("PATH")}, c.env(server.URL)...)
			var stderr bytes.Buffer
			command.Stderr = &stderr
			if err := command.Start(); err != nil {
				t.Fatal(err)
			}
			<-arrived
			start := time.Now()
			_ = command.Process.Signal(c.signal)
			var exit *exec.ExitError
			if err := command.Wait(); !errors.As(err, &exit) || exit.ExitCode() != c.code {
				t.Fatalf("ended with %v, want exit code %d: %s", err, c.code, stderr.String())
			}
			if took := time.Since(start); took > 3*time.Second {
				t.Errorf("it took %v", took)
			}
			if !strings.Contains(stderr.String(), `"Code": "Interrupted"`) || !strings.Contains(stderr.String(), c.outcome) {
				t.Errorf("it said %s", stderr.String())
			}
		})
	}
}

func calling(url string) []string {
	return []string{"LINKWANCTL_ENDPOINT=" + url, "ALIBABA_CLOUD_ACCESS_KEY_ID=test-id", "ALIBABA_CLOUD_ACCESS_KEY_SECRET=test-secret"}
}

func fetching(url string) []string {
	return []string{"LINKWANCTL_ENDPOINT=http://127.0.0.1:1", "ALIBABA_CLOUD_CREDENTIALS_URI=" + url}
}

// The emulator's own end is Ctrl-C: it is no failure.
func TestTheEmulatorEndsWithASignal(t *testing.T) {
	t.Parallel()
	command := exec.CommandContext(t.Context(), "linkwanctl", "emulator", "--listen", "127.0.0.1:0")
	command.Env = []string{"HOME=" + t.TempDir(), "PATH=" + os.Getenv("PATH")}
	stdout, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	first := make([]byte, 32)
	if _, err := stdout.Read(first); err != nil || !strings.HasPrefix(string(first), "# Link WAN emulator on http://12") {
		t.Errorf("it said %q, %v", first, err)
	}
	_ = command.Process.Signal(syscall.SIGTERM)
	if err := command.Wait(); err != nil {
		t.Errorf("ended with %v", err)
	}
}
