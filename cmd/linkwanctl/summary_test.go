//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Ctrl-C leaves a job summary that is whole, though nobody reads the result: it says that the apply
// ended early, what was done and what was not begun.
func TestAnInterruptedApplyWritesItsSummary(t *testing.T) {
	t.Parallel()
	f := newFleet(t, 1000, "latency=200ms/UpdateOwnedLocalJoinPermission") // far more than are done before a signal comes
	path := filepath.Join(f.home, "job.md")
	write(t, path, "before")
	p, begun := f.apply(t), f.after(1)
	p.Args = append(p.Args, "--summary", path)
	p.Stdout = stuck(t)
	p.start(t)
	<-begun
	code, sent := p.end(syscall.SIGINT), f.Received(updating)
	text, err := os.ReadFile(path)
	if err != nil || code != 130 {
		t.Fatalf("exit code %d, %v", code, err)
	}
	for _, want := range []string{
		"before\n\n#### linkwanctl joinperm apply\n\n",
		fmt.Sprintf("\n%d updated, 0 unchanged, 0 failed, %d skipped\n", sent, f.size-sent),
		"\nthe apply ended early: interrupted\n",
		" | `9 s` | updated |\n", " | `9 s` | skipped: interrupted |\n",
	} {
		if !strings.Contains(string(text), want) {
			t.Errorf("it has no %q: %.2000s", want, text)
		}
	}
	if done := strings.Count(string(text), "| updated |"); done != sent || strings.LastIndex(string(text), "| updated |") > strings.Index(string(text), "| skipped") {
		t.Errorf("%d rows are updated, %d were sent: %.2000s", done, sent, text)
	}
}
