package main

import (
	"io"
	"strings"
	"syscall"
	"testing"

	"github.com/mattn/go-runewidth"
	"golang.org/x/sys/unix"
)

// seen runs the process with stdout and stderr on a terminal of that width, and gives what a person
// sees there when it has ended.
func (p *process) seen(t *testing.T, width uint16) string {
	t.Helper()
	person, terminal := terminal(t)
	if err := unix.IoctlSetWinsize(int(terminal.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 40, Col: width}); err != nil {
		t.Fatal(err)
	}
	p.Stdout, p.Stderr = terminal, terminal
	p.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	p.start(t)
	_ = terminal.Close()
	shown := rest(person)
	_ = p.end()
	return strings.ReplaceAll(<-shown, "\r\n", "\n")
}

// rest gives what else comes from a process, once that has ended.
func rest(person io.Reader) <-chan string {
	all := make(chan string, 1)
	go func() {
		text, _ := io.ReadAll(person)
		all <- string(text)
	}()
	return all
}

func TestAListFitsTheTerminal(t *testing.T) {
	t.Parallel()
	s := newStation(t, 0)
	for width, note := range map[uint16]string{
		60: "3 columns hidden (data rate, join EUI, renter): --wide\n", 80: "2 columns hidden (join EUI, renter): --wide\n", 120: "", 200: "",
	} {
		text := s.command(t, "joinperm", "list").seen(t, width)
		if !strings.HasSuffix(text, note) || strings.Contains(text, "hidden") != (note != "") || !strings.Contains(text, "冷链网关") {
			t.Errorf("%d columns: %s", width, text)
		}
		for line := range strings.Lines(text) {
			if got := runewidth.StringWidth(strings.TrimSuffix(line, "\n")); got > int(width) {
				t.Errorf("%d columns: a line of %d: %s", width, got, line)
			}
		}
	}
	if text := s.command(t, "joinperm", "list", "--wide").seen(t, 60); !strings.Contains(text, "AUTHORISATION") || strings.Contains(text, "hidden") {
		t.Errorf("--wide: %s", text)
	}
	if text := s.command(t, "joinperm", "get", "123").seen(t, 60); !strings.HasPrefix(text, "ID         123\nname       凭证1\n") {
		t.Errorf("one permission: %s", text)
	}
}

// COLUMNS may be left over from another terminal: only one that does not know its width goes by it.
func TestColumnsIsForATerminalWithoutAWidth(t *testing.T) {
	t.Parallel()
	s := newStation(t, 0)
	s.env = append(s.env, "COLUMNS=60")
	for width, hides := range map[uint16]bool{0: true, 200: false} {
		if text := s.command(t, "joinperm", "list").seen(t, width); strings.Contains(text, "3 columns hidden") != hides {
			t.Errorf("%d columns: %s", width, text)
		}
	}
	p := s.command(t, "joinperm", "list")
	if code := p.run(t); code != 0 || !strings.Contains(p.stdout.String(), "RENTER") || p.stderr.String() != "" {
		t.Errorf("a pipe: %d, %s%s", code, p.stdout.String(), p.stderr.String())
	}
}
