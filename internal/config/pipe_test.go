//go:build unix

package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A pipe that the user names is read, as the shell's <(…) is; one that merely stands
// in the file's place is not waited for.
func TestAPipeIsReadAndNotWaitedFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if err := os.MkdirAll(filepath.Dir(w.path()), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(w.path(), 0o600); err != nil {
		t.Fatal(err)
	}
	wantLines(t, w.problems(), "FILE is a pipe")

	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if _, err := writer.WriteString("output: json\n"); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	w.flags["config"] = fmt.Sprintf("/dev/fd/%d", reader.Fd())
	if got := w.load().Settings().Output; got != "json" {
		t.Errorf("output is %q", got)
	}
}

func TestAnEndlessFileIsReadToTheLimitAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.flags["config"] = "/dev/zero"
	if got := strings.Join(w.problems(), "\n"); got != "/dev/zero is larger than 128 KiB" {
		t.Errorf("got %s", got)
	}
}
