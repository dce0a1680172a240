package main

import (
	"io"
	"strings"
	"testing"
)

// Ctrl-C in an editor is a key of the editor: the command that opened it goes on, and asks. After
// the editor has ended it is an interruption again, and nothing is sent.
func TestCtrlCInTheEditorIsTheEditors(t *testing.T) {
	t.Parallel()
	for answer, want := range map[string]struct {
		code int
		sent int
	}{"y\n": {0, 1}, "\x03": {130, 0}, "n\n": {2, 0}} {
		s := newStation(t, 0)
		path := s.home + "/ed.sh"
		// The process group is the terminal's, as for the key.
		write(t, path, "trap '' INT QUIT\nkill -INT 0; kill -INT 0; kill -QUIT 0\nsed -i 's/rxDelay: 1/rxDelay: 3/' \"$1\"\n")
		p := s.command(t, "joinperm", "edit", "123").set("EDITOR=sh "+path, "TMPDIR="+s.home)
		person := p.asked(t, "Update 凭证1 (123) in ")
		if _, err := person.WriteString(answer); err != nil {
			t.Fatal(err)
		}
		said := make(chan string)
		go func() {
			text, _ := io.ReadAll(person) // ends with the process
			said <- string(text)
		}()
		code, text := p.end(), <-said
		if got := s.Received(updating); code != want.code || got != want.sent {
			t.Errorf("%q: exit code %d, %d updates; it said %s", answer, code, got, text)
		}
		if kept := strings.Contains(text, "your edits are kept"); kept != (code != 0) {
			t.Errorf("%q: it said %s", answer, text)
		}
	}
}
