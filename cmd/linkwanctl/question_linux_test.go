package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// terminal gives both ends of a pseudo-terminal: what a person has, and what the process has.
func terminal(t testing.TB) (person, process *os.File) {
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

// asked starts the process on a terminal and gives the person's end of it once the question is
// there.
func (p *process) asked(t *testing.T, question string) *os.File {
	t.Helper()
	person, terminal := terminal(t)
	p.Stdin, p.Stderr = terminal, terminal
	p.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 0}
	p.start(t)
	_ = terminal.Close() // so that the reading below ends with the process
	shown := ""
	for part := make([]byte, 4096); !strings.Contains(shown, question); {
		n, err := person.Read(part)
		if err != nil {
			t.Fatalf("it asked nothing: %s, %v", shown, err)
		}
		shown += string(part[:n])
	}
	return person
}

// Whoever is asked and presses Ctrl-C, or whose session is ended, has changed nothing. On a
// terminal Ctrl-C is a key, which sends SIGINT to the process.
func TestASignalEndsAQuestion(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args, question string
		key            string
		signal         syscall.Signal
		code           int
	}{
		{"joinperm delete 125", "Delete 冷链网关 (125) in http://127.0.0.1:", "\x03", 0, 130},
		{"joinperm delete 125", "Delete 冷链网关 (125) in http://127.0.0.1:", "", syscall.SIGTERM, 143},
		{"joinperm delete 125", "Delete 冷链网关 (125) in http://127.0.0.1:", "\x04", 0, 2}, // the end of the input is no yes
		{"joinperm update --id 123 --class-mode C --diff", "Update 凭证1 (123) in http://127.0.0.1:", "\x03", 0, 130},
		{"joinperm apply -f MANIFEST", "Apply 1 change in", "\x03", 0, 130},
		{"joinperm apply -f MANIFEST", "Apply 1 change in", "", syscall.SIGTERM, 143},
	} {
		t.Run(fmt.Sprintf("%s/%d", strings.Fields(c.args)[1], c.code), func(t *testing.T) {
			t.Parallel()
			s := newStation(t, 0)
			manifest := s.home + "/manifest.yaml"
			write(t, manifest, "- {id: 123, classMode: C}\n")
			p := s.command(t, strings.Fields(strings.ReplaceAll(c.args, "MANIFEST", manifest))...)
			person := p.asked(t, c.question)
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
			if got := s.Received(updating) + s.Received("DeleteLocalJoinPermission"); got != 0 {
				t.Errorf("%d changes came", got)
			}
			if s.Permission(t, "125").JoinPermissionID != "125" {
				t.Error("the permission has gone")
			}
		})
	}
}

// The question is open, and somebody else changes a permission: after the yes it is told and kept,
// the other rows are done, and no row beyond the limit takes its place.
func TestWhatChangesDuringTheQuestionIsNotOverwritten(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args, question string
		totals         string // updated, created, unchanged, failed, stale, skipped
		last           string // receive delay of the last row's permission
	}{
		"a manifest":          {"joinperm apply -f MANIFEST", "Apply 2 changes in", "1 0 0 0 1 0", "8"},
		"a saved plan":        {"joinperm apply PLAN", "Apply 2 changes in", "1 0 0 0 1 0", "8"},
		"the first row alone": {"joinperm apply -f MANIFEST --limit 1", "Apply 1 of 2 changes", "0 0 0 0 1 1", "5"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStation(t, 0)
			manifest, saved := s.home+"/manifest.yaml", s.home+"/plan.json"
			write(t, manifest, "- {id: 123, rxDelay: 8}\n- {id: 125, rxDelay: 8}\n")
			if p := s.command(t, "joinperm", "diff", "-f", manifest, "--out", saved); p.run(t) != 0 {
				t.Fatal(p.stderr.String())
			}
			p := s.command(t, strings.Fields(strings.NewReplacer("MANIFEST", manifest, "PLAN", saved).Replace(c.args))...)
			person := p.asked(t, c.question)
			if other := s.command(t, "joinperm", "update", "--id", "123", "--rx-delay", "9"); other.run(t) != 0 {
				t.Fatal(other.stderr.String())
			}
			if _, err := person.WriteString("y\n"); err != nil {
				t.Fatal(err)
			}
			said := make(chan string)
			go func() {
				text, _ := io.ReadAll(person) // ends with the process
				said <- string(text)
			}()
			if code := p.end(); code != 10 || !strings.HasSuffix(strings.Join(strings.Fields(p.stdout.String()), " "), c.totals) {
				t.Errorf("exit code %d, %s", code, p.stdout.String())
			}
			if text := <-said; !strings.Contains(text, "skipped, because they changed after the plan was shown") || !strings.Contains(text, "rx delay was 1 when the plan was made and is 9 now") {
				t.Errorf("it said %s", text)
			}
			if first, last := s.Permission(t, "123").RxDelay, s.Permission(t, "125").RxDelay; first != "9" || string(last) != c.last {
				t.Errorf("the service holds %s and %s", first, last)
			}
		})
	}
}
