package cli

import (
	"io"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"linkwanctl/internal/sleep"
)

// What finishes takes its time. What it says afterwards does not: its reader may have stopped.
func TestTheLastWordsOfWhatFinishedAreBounded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &app{
			System:     System{Stdout: io.Discard, Stderr: io.Discard, Getenv: func(string) string { return "" }, Now: time.Now, Sleep: sleep.For},
			interrupts: &interrupts{cancel: func(error) {}},
		}
		leave := a.interrupts.enter(finishing)
		ended := false
		go func() { ended = a.interrupt(Interruption{syscall.SIGINT}) }()
		time.Sleep(time.Hour)
		if synctest.Wait(); ended {
			t.Fatal("it was not let finish")
		}
		leave()
		time.Sleep(2 * lastWords)
		if synctest.Wait(); !ended {
			t.Error("it hangs behind its reader")
		}
	})
}
