package main

import (
	"errors"
	"os"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// unread is how many bytes wait in a pipe.
func unread(t *testing.T, pipe *os.File) int {
	t.Helper()
	raw, err := pipe.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	var n int
	var failed error
	err = raw.Control(func(fd uintptr) { n, failed = unix.IoctlGetInt(int(fd), unix.TIOCINQ) })
	if err := errors.Join(err, failed); err != nil {
		t.Fatal(err)
	}
	return n
}

// A pager that shows its first page reads no more for the time being: a signal ends the list that
// waits for it.
func TestASignalEndsAListBehindAPager(t *testing.T) {
	t.Parallel()
	s := newStation(t, 3000)
	p := s.command(t, "joinperm", "list", "-o", "json")
	reader, writer := pipe(t)
	p.Stdout = writer
	p.start(t)
	_ = writer.Close()
	// A pipe holds 64 KiB, and the whole list has several times that.
	eventually(t, "a pipe that is full", func() bool { return unread(t, reader) > 60<<10 })
	if code := p.end(syscall.SIGTERM); code != 143 {
		t.Errorf("exit code %d", code)
	}
	p.said(t, "nterrupted")
	if got := s.Received(listing); got > 10 { // those that the pipe holds, and five ahead
		t.Errorf("%d pages were asked for", got)
	}
}

// Help in a pager ends as any command does, however it is asked for: the keys of the
// terminal go to both, and Ctrl-\ is no crash with a trace.
func TestASignalEndsHelpBehindAPager(t *testing.T) {
	t.Parallel()
	s := newStation(t, 0)
	codes := map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGQUIT: 131, syscall.SIGTERM: 143}
	for command, signals := range map[string][]syscall.Signal{ // each takes the second of the last words
		"--help": {syscall.SIGINT, syscall.SIGQUIT, syscall.SIGTERM}, "joinperm update -h": {syscall.SIGQUIT}, "help": {syscall.SIGQUIT},
	} {
		for _, signal := range signals {
			t.Run(command+" "+signal.String(), func(t *testing.T) {
				t.Parallel()
				p := s.command(t, strings.Fields(command)...)
				reader, writer, err := os.Pipe()
				if err != nil {
					t.Fatal(err)
				}
				defer func() { _ = reader.Close() }()
				const room, held = 1 << 10, 64 << 10 // of a pipe: for the first lines
				if _, err := writer.Write(make([]byte, held-room)); err != nil {
					t.Fatal(err)
				}
				p.Stdout = writer
				p.start(t)
				_ = writer.Close()
				eventually(t, "help in the pipe", func() bool { return unread(t, reader) > held-room })
				if code := p.end(signal); code != codes[signal] {
					t.Errorf("exit code %d, %s", code, p.stderr.String())
				}
			})
		}
	}
}
