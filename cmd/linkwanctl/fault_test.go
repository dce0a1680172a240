//go:build unix

package main

import (
	"net/http"
	"testing"
	"time"
)

// fault is a row of docs/reliability.md: something that goes wrong between the program and the
// service, and how the program ends then.
type fault struct {
	name   string
	times  int           // how many attempts meet it, 0 for all
	raw    rawStep       // before there is HTTP
	serve  step          // in place of the service
	action string        // the only one that meets serve, "" for any
	world  world         // what differs around the program
	pause  time.Duration // the least between two attempts
	flags  []string
	want   end
}

// world is the environment of the program and the service; the zero value is a loopback service
// over plain HTTP, with keys in the environment.
type world struct {
	clock    time.Duration                   // how far the service's clock is ahead
	security *security                       // nil: plain HTTP
	arrange  func(s *faultyService) []string // the environment that differs
}

// end is how a run ended, in the words of docs/reliability.md.
type end struct {
	exit     int
	code     string // "none" where nothing failed
	attempts int
	outcome  string // "done" where nothing failed
	after    string // what the service has afterwards, of the values asked for
	says     string // a part of the message, or of the warning where nothing failed
	hint     string // a part of the hint
}

// What a service may have afterwards.
const (
	oldValues = "the old values"
	newValues = "the new values"
)

func done(attempts int) end { return end{0, "none", attempts, "done", newValues, "", ""} }

func warned(attempts int, warning string) end {
	return end{0, "none", attempts, "done", newValues, warning, ""}
}

// unsent ends a call of which no byte reached the service.
func unsent(code string, attempts int, says, hint string) end {
	return end{8, code, attempts, "not-sent", oldValues, says, hint}
}

// lost ends a call that may have been carried out.
func lost(code string, attempts int, holds, says, hint string) end {
	return end{8, code, attempts, "unknown", holds, says, hint}
}

// command is what the program is run for while the fault is there.
type command struct {
	args   []string
	action string // the only one whose requests count as attempts, "" for all
	reads  bool
	after  func(s *faultyService) string
}

// testFaults provokes each fault for an update and for a read.
func testFaults(t *testing.T, rows []fault) {
	t.Helper()
	testCommands(t, rows,
		command{args: []string{"update", "--id", "123", "--class-mode", "C"}, after: (*faultyService).classOf123},
		command{args: []string{"get", "123"}, reads: true, after: (*faultyService).classOf123},
	)
}

// testCommands provokes each fault for each command. The processes run beside each other, a few at
// a time: most of them wait.
func testCommands(t *testing.T, rows []fault, commands ...command) {
	t.Helper()
	turn := make(chan struct{}, 16)
	for _, row := range rows {
		for _, c := range commands {
			want := row.want
			if c.reads { // it changes nothing, and may be done again without a thought
				want.after, want.hint = oldValues, ""
			}
			t.Run(row.name+"/"+c.args[0], func(t *testing.T) {
				s := newFaultyService(t, row, c)
				ended := s.start(turn)
				t.Parallel()
				s.check(<-ended, want)
			})
		}
	}
}

// step answers one request in place of the service.
type step func(s *faultyService, w http.ResponseWriter, r *http.Request)
