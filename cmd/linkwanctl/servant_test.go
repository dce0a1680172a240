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

// servant is a process that runs the program again and again: most of what a short run costs is the
// start of its process.
type servant struct {
	*exec.Cmd
	errands io.Writer
	answers *bufio.Reader
	stderr  bytes.Buffer // what Go prints when the process crashes
}

// servants are those without an errand. They end with the tests, when their stdin does.
var servants struct {
	sync.Mutex
	idle []*servant
}

// hire gives an idle servant, or a new one.
func hire(t *testing.T) *servant {
	t.Helper()
	servants.Lock()
	defer servants.Unlock()
	if n := len(servants.idle); n > 0 {
		s := servants.idle[n-1]
		servants.idle = servants.idle[:n-1]
		return s
	}
	s := &servant{Cmd: exec.CommandContext(context.Background(), servingCommand)}
	s.Cmd.Env = append(os.Environ(), "GOMAXPROCS=1") // runs are short, and beside each other
	s.Cmd.Stderr = &s.stderr
	in, inErr := s.StdinPipe()
	out, outErr := s.StdoutPipe()
	if inErr != nil || outErr != nil {
		t.Fatal(inErr, outErr)
	}
	s.errands, s.answers = in, bufio.NewReader(out)
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	return s
}

// isServed reports whether a run may share its process: Go reads the proxy once.
func isServed(env []string) bool {
	return !slices.ContainsFunc(env, func(variable string) bool { return strings.HasPrefix(variable, "HTTPS_PROXY=") })
}

// serve runs the program in a process that has run it before, and gives what it printed. A crash
// ends the process, and is the result.
func serve(t *testing.T, home string, env, args []string) result {
	t.Helper()
	s := hire(t)
	hangs := time.AfterFunc(longest, func() { _ = s.Process.Kill() })
	defer hangs.Stop()
	// If this fails, so does the answer.
	_, _ = fmt.Fprintf(s.errands, "%q\n%q\n", strings.Join(args, "\x00"), strings.Join(env, "\x00"))
	answer, err := s.answers.ReadString('\n')
	if err != nil {
		_ = s.Wait()
		return result{code: code(s.Cmd), stderr: s.stderr.String()}
	}
	servants.Lock()
	defer servants.Unlock()
	servants.idle = append(servants.idle, s)
	exit, codeErr := strconv.Atoi(strings.TrimSpace(answer))
	stdout, outErr := os.ReadFile(home + ".stdout")
	stderr, errErr := os.ReadFile(home + ".stderr")
	if err := errors.Join(codeErr, outErr, errErr); err != nil {
		t.Fatal(err)
	}
	return result{exit, string(stdout), string(stderr)}
}
