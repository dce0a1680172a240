//go:build unix

package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// worker is a process that runs the program again and again: most of what a short run costs is the
// start of its process.
type worker struct {
	*exec.Cmd
	runs    io.Writer
	answers *bufio.Reader
	stderr  bytes.Buffer // what Go prints when the process crashes
}

// workers are those without a run. They end with the tests, when their stdin does.
var workers struct {
	sync.Mutex
	idle []*worker
}

// takeWorker gives an idle worker, or a new one.
func takeWorker(t *testing.T) *worker {
	t.Helper()
	workers.Lock()
	defer workers.Unlock()
	if n := len(workers.idle); n > 0 {
		s := workers.idle[n-1]
		workers.idle = workers.idle[:n-1]
		return s
	}
	s := &worker{Cmd: exec.CommandContext(context.Background(), workerCommand)}
	s.Env = append(os.Environ(), "GOMAXPROCS=1") // runs are short, and beside each other
	s.Stderr = &s.stderr
	in, inErr := s.StdinPipe()
	out, outErr := s.StdoutPipe()
	if inErr != nil || outErr != nil {
		t.Fatal(inErr, outErr)
	}
	s.runs, s.answers = in, bufio.NewReader(out)
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	return s
}

// mayShareProcess reports whether a run may share its process: Go reads the proxy once.
func mayShareProcess(env []string) bool {
	return !slices.ContainsFunc(env, func(variable string) bool { return strings.HasPrefix(variable, "HTTPS_PROXY=") })
}

// runInWorker runs the program in a process that has run it before, and gives what it printed. A crash
// ends the process, and is the result.
func runInWorker(t *testing.T, home string, env, args []string) result {
	t.Helper()
	s := takeWorker(t)
	hangs := time.AfterFunc(longest, func() { _ = s.Process.Kill() })
	defer hangs.Stop()
	// If this fails, so does the answer.
	_, _ = fmt.Fprintf(s.runs, "%q\n%q\n", strings.Join(args, "\x00"), strings.Join(env, "\x00"))
	answer, err := s.answers.ReadString('\n')
	if err != nil {
		_ = s.Wait()
		return result{code: code(s.Cmd), stderr: s.stderr.String()}
	}
	workers.Lock()
	defer workers.Unlock()
	workers.idle = append(workers.idle, s)
	exit, codeErr := strconv.Atoi(strings.TrimSpace(answer))
	stdout, outErr := os.ReadFile(home + ".stdout")
	stderr, errErr := os.ReadFile(home + ".stderr")
	if err := errors.Join(codeErr, outErr, errErr); err != nil {
		t.Fatal(err)
	}
	return result{exit, string(stdout), string(stderr)}
}
