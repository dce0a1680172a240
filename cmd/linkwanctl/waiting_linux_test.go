package main

import (
	"strings"
	"testing"
)

// A person sees why nothing happens, until it does; a pipe sees nothing. The service takes 1.5 s,
// since shorter waits are not shown.
func TestASlowAnswerShowsWhatIsWaitedFor(t *testing.T) {
	t.Parallel()
	const line = "waiting for Link WAN, 1 s…"
	s := newStation(t, 0, "latency=1500ms")
	s.env = append(s.env, "TERM=xterm", "NO_COLOR=1")
	for name, c := range map[string]struct {
		args  string
		shown bool
	}{"table": {"joinperm count", true}, "quiet": {"joinperm count --quiet", false}, "json": {"joinperm count -o json", false}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := s.command(t, strings.Fields(c.args)...).seen(t, 60)
			if strings.Contains(text, line) != c.shown || c.shown && !strings.HasSuffix(text, line+"\r\x1b[K3\n") {
				t.Errorf("it shows %q", text)
			}
		})
	}
	t.Run("pipe", func(t *testing.T) {
		t.Parallel()
		p := s.command(t, "joinperm", "count")
		if code := p.run(t); code != 0 || p.stderr.String() != "" {
			t.Errorf("%d, %q", code, p.stderr.String())
		}
	})
}

// Ctrl-C takes the line away before it says how the command ended: by the command itself, or for it
// where it waits for what no context ends.
func TestWhatIsWaitedForDoesNotOutlastTheCommand(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		line string
		env  string
		lock bool
	}{
		"an answer":       {"waiting for Link WAN, 1 s…", "", false},
		"another sandbox": {"waiting for another command that uses the sandbox, 1 s…", "LINKWANCTL_SANDBOX=1", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStation(t, 0, "latency=1h")
			if c.lock {
				lockSandbox(t, s)
			}
			p := s.command(t, "joinperm", "count").set("TERM=xterm", "NO_COLOR=1", c.env)
			person := p.asked(t, c.line)
			if _, err := person.WriteString("\x03"); err != nil {
				t.Fatal(err)
			}
			text := rest(person)
			code := p.end()
			if said := <-text; code != 130 || !strings.Contains(said, "\r\x1b[Klinkwanctl: ") {
				t.Errorf("exit code %d, %q", code, said)
			}
		})
	}
}
