package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// terminal gives both ends of a pseudo-terminal: what a person has, and what the
// process has.
func terminal(t *testing.T) (person, process *os.File) {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip("this system gives no pseudo-terminal: ", err)
	}
	t.Cleanup(func() { _ = person.Close() })
	number, err := unix.IoctlGetInt(int(person.Fd()), unix.TIOCGPTN)
	if err = errors.Join(err, unix.IoctlSetPointerInt(int(person.Fd()), unix.TIOCSPTLCK, 0)); err != nil {
		t.Skip("this system gives no pseudo-terminal: ", err)
	}
	process, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip("this system gives no pseudo-terminal: ", err)
	}
	t.Cleanup(func() { _ = process.Close() })
	return person, process
}

// Whoever is asked and presses Ctrl-C, or whose session is ended, has changed
// nothing. On a terminal Ctrl-C is a key, which sends SIGINT to the process.
func TestASignalEndsAQuestion(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args, question string
		key            string
		signal         syscall.Signal
		code           int
	}{
		{"joinperm delete 125", "Delete it?", "\x03", 0, 130},
		{"joinperm delete 125", "Delete it?", "", syscall.SIGTERM, 143},
		{"joinperm delete 125", "Delete it?", "\x04", 0, 2}, // the end of the input is no yes
		{"joinperm update --id 123 --class-mode C --diff", "Update it?", "\x03", 0, 130},
		{"joinperm apply -f MANIFEST", "Apply 1 of 1 changes", "\x03", 0, 130},
		{"joinperm apply -f MANIFEST", "Apply 1 of 1 changes", "", syscall.SIGTERM, 143},
	} {
		t.Run(fmt.Sprintf("%s/%d", strings.Fields(c.args)[1], c.code), func(t *testing.T) {
			t.Parallel()
			s := newStation(t, 0)
			manifest := s.home + "/manifest.yaml"
			if err := os.WriteFile(manifest, []byte("- {id: 123, classMode: C}\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			person, terminal := terminal(t)
			p := s.command(t, strings.Fields(strings.ReplaceAll(c.args, "MANIFEST", manifest))...)
			p.Stdin, p.Stderr = terminal, terminal
			p.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 0}
			p.start(t)
			_ = terminal.Close() // so that the reading below ends with the process
			shown := ""
			for part := make([]byte, 4096); !strings.Contains(shown, c.question); {
				n, err := person.Read(part)
				if err != nil {
					t.Fatalf("it asked nothing: %s, %v", shown, err)
				}
				shown += string(part[:n])
			}
			if c.key != "" {
				if _, err := person.WriteString(c.key); err != nil {
					t.Fatal(err)
				}
				_ = p.end()
			} else {
				_ = p.end(c.signal)
			}
			if got := code(p.Cmd); got != c.code {
				t.Errorf("exit code %d, want %d", got, c.code)
			}
			if got := s.requests(updating) + s.requests("DeleteLocalJoinPermission"); got != 0 {
				t.Errorf("%d changes came", got)
			}
			if s.holds(t, "125").JoinPermissionID != "125" {
				t.Error("the permission has gone")
			}
		})
	}
}
