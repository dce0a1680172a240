//go:build unix

package main

import (
	"os"
	"strings"
	"syscall"
	"testing"
)

// families has a command of each kind that does not read stdin, and its exit code without a
// terminal.
func families() map[string]int {
	return map[string]int{
		"joinperm update --id 123 --class-mode C": 0, "joinperm update --id 123 --class-mode C --diff --yes": 0,
		"joinperm update --id 123 --class-mode C --diff": 2, "joinperm get 123": 0, "joinperm list": 0, "joinperm count": 0, "joinperm export": 0,
		"joinperm delete 125 --yes": 0, "joinperm delete 125": 2, "joinperm disable 125": 0, "joinperm nodes 123": 0,
		"joinperm order submit 125 --renter some-user": 0, "joinperm apply -f HOME/fleet.yaml --yes": 0, "joinperm apply -f HOME/fleet.yaml": 2,
		"joinperm diff -f HOME/fleet.yaml": 0, "freqband list": 0, "auth status": 0, "config list": 0, "config set output json": 0,
		"schema manifest": 0, "completion bash": 0, "version": 0, "help": 0, "--sandbox joinperm get 123": 0,
	}
}

// What does not need stdin does not read it, and asks nothing where there is no terminal: a pipe
// that never ends, a closed one and a directory are all the same to it. Without --yes nothing is
// sent.
func TestStdinIsLeftAloneWhereItIsNotNeeded(t *testing.T) {
	t.Parallel()
	for name, stdin := range map[string]func(t *testing.T) *os.File{"a pipe without an end": neverEnding, "closed": nil, "a directory": directory} {
		for args, want := range families() {
			if stdin != nil && name != "a pipe without an end" && !strings.HasPrefix(args, "joinperm delete") {
				continue // what reads nothing of a pipe reads nothing of a directory
			}
			t.Run(name+"/"+args, func(t *testing.T) {
				t.Parallel()
				s := newStation(t, 0)
				write(t, s.home+"/fleet.yaml", "- {id: 123, rxDelay: 9}\n")
				args := strings.Fields(strings.ReplaceAll(args, "HOME", s.home))
				p := s.command(t, args...)
				switch {
				case stdin != nil:
					p.Stdin = stdin(t)
				default:
					p.Path, p.Args = "/bin/sh", append([]string{"sh", "-c", `exec linkwanctl "$@" <&-`, "sh"}, args...)
				}
				p.SysProcAttr = &syscall.SysProcAttr{Setsid: true} // no terminal to open behind its back
				if code := p.run(t); code != want {
					t.Errorf("exit code %d, want %d: %s", code, want, p.stderr.String())
				}
				p.sound(t)
				if want == 2 {
					p.said(t, "not a terminal: pass --yes to confirm")
					if got := s.Received(updating) + s.Received(listing) + s.Received("DeleteLocalJoinPermission"); got != 0 {
						t.Errorf("%d requests came", got)
					}
				}
				if strings.Contains(p.stderr.String(), "[y/N]") {
					t.Errorf("it asked: %s", p.stderr.String())
				}
			})
		}
	}
}

// neverEnding is a pipe that holds an answer, which nobody may take for one.
func neverEnding(t *testing.T) *os.File {
	t.Helper()
	reader, writer := pipe(t)
	if _, err := writer.WriteString("y\n"); err != nil {
		t.Fatal(err)
	}
	return reader
}

func directory(t *testing.T) *os.File {
	t.Helper()
	dir, err := os.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = dir.Close() })
	return dir
}

// A manifest from stdin that is closed is one without rows, which changes nothing; from a directory
// it cannot be read.
func TestAManifestFromNoStdin(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args, stdin string
		code        int
		said        string
	}{
		{"diff -f -", "<&-", 0, "the manifest has no rows"},
		{"apply -f - --yes", "<&-", 0, "the manifest has no rows"},
		{"diff -f -", "<.", 2, "is a directory"},
		{"apply -f - --yes", "<.", 2, "is a directory"},
	} {
		t.Run(c.args+"/"+c.stdin, func(t *testing.T) {
			t.Parallel()
			s := newStation(t, 0)
			p := s.command(t)
			p.Path, p.Args = "/bin/sh", []string{"sh", "-c", "exec linkwanctl joinperm " + c.args + " " + c.stdin}
			if code := p.run(t); code != c.code {
				t.Errorf("exit code %d", code)
			}
			p.said(t, c.said)
			if got := s.Received(updating); got != 0 {
				t.Errorf("%d updates came", got)
			}
		})
	}
}

// A process that may open few files works with as many as it needs, and below that says what it
// lacks. Go's runtime itself needs some seven.
func TestFewFiles(t *testing.T) {
	t.Parallel()
	for limit, codes := range map[string]map[int]bool{"16": {0: true}, "8": {0: true, 3: true, 8: true}} {
		t.Run(limit, func(t *testing.T) {
			t.Parallel()
			s := newStation(t, 0)
			p := s.command(t)
			// What whoever runs the tests left open, as make -j does, would count too.
			p.Path, p.Args = "/bin/sh", []string{"sh", "-c", "exec 3<&- 4<&- 5<&- 6<&- 7<&-; ulimit -n " + limit + "; exec linkwanctl joinperm update --id 123 --class-mode C"}
			code := p.run(t)
			if !codes[code] || (s.Received(updating) == 1) != (code == 0) {
				t.Errorf("exit code %d, %d updates came: %s", code, s.Received(updating), p.stderr.String())
			}
			if code != 0 {
				p.said(t, "too many open files", "nothing was sent")
			}
			p.sound(t)
		})
	}
}
