package main

import (
	"errors"
	"os"
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
