package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A pipe that nobody reads, or reads any further, holds the command that writes to it no longer
// than to the first signal.
func TestASignalEndsTheWaitForAPipesReader(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args []string
		read bool // somebody has opened the pipe to read, and does not
	}{
		"export opens it": {[]string{"joinperm", "export", "-f"}, false},
		"export writes":   {[]string{"joinperm", "export", "-f"}, true},
		"diff opens it":   {[]string{"joinperm", "diff", "-f", "/dev/null", "--out"}, false},
		"apply opens it":  {[]string{"joinperm", "apply", "-f", "-", "--yes", "--report"}, false},
		"apply writes":    {[]string{"joinperm", "apply", "-f", "-", "--yes", "--report"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rows := 1
			if c.read {
				rows = 2000 // more than a pipe takes
			}
			s := newStation(t, rows)
			path := namedPipe(t)
			p := s.command(t, append(c.args, path)...)
			p.Stdin = unchangedRows(rows)
			if c.read {
				reader, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { _ = reader.Close() })
				p.start(t)
				eventually(t, "a full pipe", fullPipe(t, path))
			} else {
				p.start(t)
				eventually(t, "the wait for a reader", p.opensAPipe)
			}
			if code := p.end(syscall.SIGINT); code != 130 {
				t.Errorf("exit code %d: %s", code, p.stderr.String())
			}
			p.said(t, "interrupted")
			s.tidy(t)
		})
	}
}

// unchangedRows is a manifest of permissions of newStation that are as it says.
func unchangedRows(n int) io.Reader {
	var rows strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&rows, "- {name: p_%06d}\n", i)
	}
	return strings.NewReader(rows.String())
}

// A report is not thrown away: an apply ends once nobody reads it any more.
func TestAReportWhoseReaderLeavesEndsTheApply(t *testing.T) {
	t.Parallel()
	s := newStation(t, 2000)
	path := namedPipe(t)
	p := s.command(t, "joinperm", "apply", "-f", "-", "--yes", "--report", path)
	p.Stdin = unchangedRows(2000)
	p.start(t)
	reader, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := reader.Read(make([]byte, 1)); err != nil {
		t.Error(err)
	}
	_ = reader.Close()
	if code := p.end(); code != 1 {
		t.Errorf("exit code %d: %s", code, p.stderr.String())
	}
	p.said(t, "write report", "broken pipe")
}

// opensAPipe reports whether a thread of the process waits for a pipe's other end.
func (p *process) opensAPipe() bool {
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/wchan", p.Process.Pid))
	for _, thread := range threads {
		if where, _ := os.ReadFile(thread); strings.Contains(string(where), "wait_for_partner") {
			return true
		}
	}
	return false
}

// fullPipe gives a function that reports whether a pipe takes no more.
func fullPipe(t *testing.T, path string) func() bool {
	t.Helper()
	fd, err := syscall.Open(path, syscall.O_WRONLY|syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Close(fd) })
	return func() bool {
		_, err := syscall.Write(fd, []byte("."))
		return errors.Is(err, syscall.EAGAIN)
	}
}

// What the reader of a pipe gets is whole.
func TestAPipesReaderGetsTheWhole(t *testing.T) {
	t.Parallel()
	s := newStation(t, 0)
	path := namedPipe(t)
	p := s.command(t, "joinperm", "export", "-f", path)
	p.start(t)
	reader, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(reader)
	_ = reader.Close()
	if code := p.end(); code != 0 || err != nil {
		t.Fatalf("exit code %d: %s, %v", code, p.stderr.String(), err)
	}
	plain := s.command(t, "joinperm", "export")
	if code := plain.run(t); code != 0 || plain.stdout.String() != string(text) {
		t.Errorf("the pipe has\n%s\nand stdout\n%s", text, plain.stdout.String())
	}
}

// A file that the shell has redirected a stream to keeps what others write to it,
// before and after.
func TestAStreamIsWrittenToAsItStands(t *testing.T) {
	t.Parallel()
	s := newStation(t, 0)
	manifest := filepath.Join(s.home, "fleet.yaml")
	if err := os.WriteFile(manifest, []byte("- {id: 123, rxDelay: 9}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for args, want := range map[string]string{
		"joinperm export -f /dev/stdout":                           "version: 1\n",
		"joinperm export -f /dev/../dev/fd/1":                      "version: 1\n",
		"joinperm export -f /proc/self/fd/2":                       "version: 1\n",
		"joinperm diff --out /dev/stderr -f " + manifest:           `"Version": 1`,
		"joinperm apply --yes --report /dev/stdout -f " + manifest: `{"Place":`,
		"joinperm apply --yes --report /dev/stderr -f " + manifest: `{"Place":`,
		"joinperm apply --yes --report - -f " + manifest:           `{"Place":`,
		"joinperm export -f /proc/self/fd/1 --force --format csv":  "id,name,",
	} {
		log, err := os.Create(filepath.Join(t.TempDir(), "log"))
		if err != nil {
			t.Fatal(err)
		}
		p := s.command(t, strings.Fields(args)...)
		p.Stdout, p.Stderr, p.Dir = log, log, s.home
		_, _ = log.WriteString("before\n")
		code := p.run(t)
		_, _ = log.WriteString("after\n")
		text, err := os.ReadFile(log.Name())
		_ = log.Close()
		isWhole := strings.HasPrefix(string(text), "before\n") && strings.HasSuffix(string(text), "\nafter\n")
		if code != 0 || err != nil || !isWhole || !strings.Contains(string(text), want) {
			t.Errorf("%s: exit code %d, %v, the log has\n%s", args, code, err, text)
		}
	}
	// Any other descriptor is a file like others.
	log, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = log.Close() }()
	p := s.command(t, "joinperm", "export", "-f", "/dev/fd/3")
	p.ExtraFiles = []*os.File{log}
	if code := p.run(t); code != 2 {
		t.Errorf("/dev/fd/3: exit code %d", code)
	}
	p.said(t, "to overwrite it, add:  --force")
}
