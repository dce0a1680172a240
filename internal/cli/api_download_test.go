package cli

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// noticing is a terminal that tells when it shows a text.
type noticing struct {
	text  string
	shown chan struct{}

	mu     sync.Mutex
	buffer bytes.Buffer
	told   bool
}

func (n *noticing) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.buffer.Write(p)
	if !n.told && strings.Contains(n.buffer.String(), n.text) {
		n.told = true
		close(n.shown)
	}
	return len(p), nil
}

// A terminal shows how far a long download is.
func TestATerminalShowsHowFarADownloadIs(t *testing.T) {
	t.Parallel()
	terminal := &noticing{text: "of 3.0 MB)", shown: make(chan struct{})}
	file := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "3000000")
		_, _ = w.Write(make([]byte, 1_000_000))
		_ = http.NewResponseController(w).Flush()
		select {
		case <-terminal.shown:
			_, _ = w.Write(make([]byte, 2_000_000))
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(file.Close)
	env, _ := answering(t, says(fmt.Sprintf(`{"RequestId":"R","Success":true,"Data":"%s/f"}`, file.URL)))
	var ticks atomic.Int64
	var stdout bytes.Buffer
	code := Main(t.Context(), System{
		Args: []string{"api", "call", "GetNodeTuplesDownloadUrl", "--download", filepath.Join(t.TempDir(), "out")},
		Now:  func() time.Time { return time.Unix(1_800_000_000, 0).Add(time.Duration(ticks.Add(1)) * time.Second) },
		Sleep: func(ctx context.Context, _ time.Duration) error {
			runtime.Gosched()
			return ctx.Err()
		},
		Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: terminal, StderrIsTerminal: true, StderrWidth: func() int { return 80 }, Home: t.TempDir(),
		Getenv: func(name string) string { return env[name] },
	})
	if code != exitDone || !strings.Contains(stdout.String(), "3000000") {
		t.Errorf("%d, %s, %s", code, stdout.String(), terminal.buffer.String())
	}
}
