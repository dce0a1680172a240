package main

import (
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/sys/unix"
)

// showOnTerminal is the scripts' command terminal. After "answer TEXT" its stdin is the terminal too,
// where a person types that text, with | for the end of a line in it.
func showOnTerminal(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: terminal WIDTH FILE [answer TEXT] command …")
	}
	typed := ""
	if args[2] == "answer" && len(args) > 4 {
		typed, args = strings.ReplaceAll(args[3], "|", "\n")+"\n", append(args[:2:2], args[4:]...)
	}
	width, err := strconv.ParseUint(args[0], 10, 16)
	ts.Check(err)
	path, err := exec.LookPath(args[2])
	ts.Check(err)
	cmd := exec.Command(path, args[3:]...)
	ts.Check(ts.Exec("env", "-0"))
	cmd.Env = strings.Split(strings.TrimRight(ts.ReadFile("stdout"), "\x00"), "\x00")
	cmd.Dir = ts.MkAbs(".")
	person, shown := attached(ts.Value(runningKey{}).(*running).t, cmd, uint16(width)) //nolint:forcetypeassert // set for every script
	if typed != "" {
		cmd.Stdin, _ = cmd.Stdout.(io.Reader)
		_, err = io.WriteString(person, typed)
		ts.Check(err)
	}
	ts.Check(cmd.Start())
	text := shown()
	_ = cmd.Wait() // the script looks at what is shown
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(<-text), 0o600))
}

// seen runs the process with stdout and stderr on a terminal of that width, and gives what a person
// sees there when it has ended.
func (p *process) seen(t *testing.T, width uint16) string {
	t.Helper()
	_, shown := attached(t, p.Cmd, width)
	p.start(t)
	_ = p.end()
	return <-shown()
}

// attached puts stdout and stderr of a command on a terminal of that width, at which the person
// sits. Call shown once the command has started: it gives what comes, with plain ends of lines.
func attached(t testing.TB, cmd *exec.Cmd, width uint16) (person io.Writer, shown func() <-chan string) {
	t.Helper()
	master, terminal := terminal(t)
	if err := unix.IoctlSetWinsize(int(terminal.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 40, Col: width}); err != nil {
		t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = terminal, terminal
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	return master, func() <-chan string {
		_ = terminal.Close() // so that the reading ends with the process
		return rest(master)
	}
}

// rest gives what else comes from a process, once that has ended, with plain ends of lines.
func rest(person io.Reader) <-chan string {
	all := make(chan string, 1)
	go func() {
		text, _ := io.ReadAll(person)
		all <- strings.ReplaceAll(string(text), "\r\n", "\n")
	}()
	return all
}
