package cli

import (
	"bytes"
	"io"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"linkwanctl/internal/sleep"
)

// A signal that comes while the command is still made is told in the form that its flags ask for.
func TestASignalAtTheStartWaitsForTheFlags(t *testing.T) {
	t.Parallel()
	stdin, writer := io.Pipe()
	t.Cleanup(func() { _ = writer.Close() })
	var stderr bytes.Buffer
	ended := make(chan bool, 1)
	go Main(t.Context(), System{
		Args: []string{"joinperm", "apply", "-f", "-", "-o", "json"}, Stdin: stdin, Stdout: io.Discard, Stderr: &stderr,
		Getenv: func(string) string { return "" }, Now: time.Now, Sleep: sleep.For,
		CatchSignals: func(interrupt func(Interruption) bool) {
			go func() { ended <- interrupt(Interruption{syscall.SIGINT}) }()
		},
	})
	if !<-ended || !strings.Contains(stderr.String(), `"Success": false`) {
		t.Errorf("it told %s", stderr.String())
	}
}

// What finishes takes its time. What it says afterwards does not: its reader may have stopped.
func TestTheLastWordsOfWhatFinishedAreBounded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &app{
			speech:     &speech{},
			System:     System{Stdout: io.Discard, Stderr: io.Discard, Getenv: func(string) string { return "" }, Now: time.Now, Sleep: sleep.For},
			interrupts: &interrupts{cancel: func(error) {}},
		}
		leave := a.interrupts.enter(finishing)
		a.interrupts.enter(asking)() // as between waves
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
