//go:build unix

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// longest bounds what must never be met: a process that is still there then hangs, and is killed.
const longest = 5 * time.Minute

// process is one run of the program, which commands gives a name.
type process struct {
	*exec.Cmd
	stdout, stderr bytes.Buffer
}

// newProcess keeps what the program prints.
func newProcess(t *testing.T, env []string, name string, args ...string) *process {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), longest)
	t.Cleanup(cancel)
	p := &process{Cmd: exec.CommandContext(ctx, name, args...)}
	p.Env = slices.Clone(env)
	p.Stdout, p.Stderr = &p.stdout, &p.stderr
	return p
}

// assigned lists variables as a process has them.
func assigned(variables map[string]string) []string {
	var list []string
	for name, value := range variables {
		list = append(list, name+"="+value)
	}
	return list
}

// set gives the process a variable; the last one of a name counts.
func (p *process) set(variables ...string) *process {
	p.Env = append(p.Env, variables...)
	return p
}

// await gives a channel that closes once the process has written a text to stderr. It is called
// before start.
func (p *process) await(text string) <-chan struct{} {
	w := &watcher{to: &p.stderr, text: text, seen: make(chan struct{})}
	p.Stderr = w
	return w.seen
}

// within waits for what has to come, and fails where it does not: such as a message whose words have
// changed.
func within(t *testing.T, come <-chan struct{}) {
	t.Helper()
	select {
	case <-come:
	case <-time.After(time.Minute):
		t.Fatal("what the test waits for did not come")
	}
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

// end sends the signals, if any, and waits for the exit code.
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

// said fails unless the process wrote all of these texts to stderr, and did not crash.
func (p *process) said(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(p.stderr.String(), text) {
			t.Errorf("it did not say %q: %s%s", text, p.stdout.String(), p.stderr.String())
		}
	}
	p.sound(t)
}

// sound fails where the process crashed.
func (p *process) sound(t *testing.T) {
	t.Helper()
	for _, broken := range []string{"panic:", "goroutine ", "DATA RACE", "defect"} {
		if strings.Contains(p.stderr.String(), broken) {
			t.Errorf("it broke: %s", p.stderr.String())
		}
	}
}

// failureDocument is what a failure writes to stderr.
type failureDocument struct {
	Code, Message, Outcome, Hint string
	Attempts, ExitCode           int
	NotDone, Warnings            []string
}

func (p *process) failure(t *testing.T) failureDocument {
	t.Helper()
	var d failureDocument
	// What --debug writes comes before the document.
	text := p.stderr.String()
	if begin := strings.Index(text, "\n{"); begin >= 0 {
		text = text[begin:]
	}
	if err := json.Unmarshal([]byte(text), &d); err != nil {
		t.Errorf("stderr is not one document: %v: %s", err, p.stderr.String())
	}
	return d
}

// write makes a file, and its folder.
func write(t *testing.T, path, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
		t.Fatal(err)
	}
}

// pipe is closed at both ends when the test ends.
func pipe(t *testing.T) (reader, writer *os.File) {
	t.Helper()
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = reader.Close(), writer.Close() })
	return reader, writer
}

// namedPipe makes a pipe with a name in a folder of its own.
func namedPipe(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// listen is a listener on a free port, until the test ends.
func listen(t *testing.T) net.Listener {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	return listener
}

// eventually waits for an event that only polling can tell.
func eventually(t *testing.T, what string, happened func() bool) {
	t.Helper()
	for begun := time.Now(); !happened(); time.Sleep(time.Millisecond) {
		if time.Since(begun) > longest {
			t.Fatalf("%s did not come about", what)
		}
	}
}
