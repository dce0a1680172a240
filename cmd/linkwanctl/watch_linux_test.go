package main

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

// A signal is the end of a watched list: nothing but the exit code speaks of it, and what came
// before is there. It takes 1 s, the shortest interval.
func TestASignalEndsAWatchedList(t *testing.T) {
	t.Parallel()
	for signal, want := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143} {
		s := newStation(t, 0)
		p := s.command(t, "joinperm", "list", "--watch", "--interval", "1s", "-o", "name")
		p.start(t)
		for deadline := time.Now().Add(time.Minute); s.Received("ListOwnedJoinPermissions") < 2 && time.Now().Before(deadline); {
			time.Sleep(10 * time.Millisecond)
		}
		if got := p.end(signal); got != want || p.stderr.String() != "" || !strings.HasPrefix(p.stdout.String(), "123\n124\n125\n") {
			t.Errorf("exit code %d, %s%s", got, p.stdout.String(), p.stderr.String())
		}
	}
}
