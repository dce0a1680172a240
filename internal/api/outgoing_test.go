package api

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptrace"
	"testing"
	"time"

	"linkwanctl/internal/secret"
	"linkwanctl/internal/sleep"
)

// waiting is a limiter whose queue is left when the context ends alone.
type waiting struct{ begun chan struct{} }

func (w waiting) Wait(ctx context.Context, _ string) error {
	close(w.begun)
	<-ctx.Done()
	return ctx.Err()
}
func (waiting) Leave(context.Context, string) error { return nil }
func (waiting) Throttled(string, time.Duration)     {}
func (waiting) Succeeded(string)                    {}

// What waits when a batch is stopped is given up and never sent, wherever it waits.
func TestWhatWaitsIsGivenUpWhenItIsStopped(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		set      func(o *Options, begun chan struct{})
		steps    []step
		outcome  Outcome
		attempts int
	}{
		"for the quota": {set: func(o *Options, begun chan struct{}) { o.Limiter = waiting{begun} }, outcome: NotSent},
		"for credentials": {set: func(o *Options, begun chan struct{}) {
			o.Credentials = func(ctx context.Context, _ bool) (secret.Credential, error) {
				close(begun)
				<-ctx.Done()
				return secret.Credential{}, ctx.Err()
			}
		}, outcome: NotSent},
		"for a connection": {set: func(o *Options, begun chan struct{}) {
			o.Transport = &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
				close(begun)
				<-ctx.Done()
				return nil, ctx.Err()
			}}
		}, outcome: NotSent},
		"after a refusal":  {set: sleepsUntilStopped, steps: []step{fails("Throttling")}, outcome: Refused, attempts: 1},
		"after no answer":  {set: sleepsUntilStopped, steps: []step{drops}, outcome: Unknown, attempts: 1},
		"after a 502":      {set: sleepsUntilStopped, steps: []step{answers(502, "")}, outcome: Unknown, attempts: 1},
		"for the 2nd slot": {set: secondSlot, steps: []step{drops}, outcome: Unknown, attempts: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			begun := make(chan struct{})
			r := play(t, func(o *Options) { c.set(o, begun) }, c.steps...)
			stop, cancel := context.WithCancel(t.Context())
			go func() {
				<-begun
				cancel()
			}()
			_, err := r.Do(FinishSent(stop, t.Context()), EnableCall("1", "", true))
			if failure := asError(err); failure.Code != CodeInterrupted || failure.Outcome != c.outcome || failure.Attempts != c.attempts {
				t.Errorf("got %+v, want %s after %d attempts", failure, c.outcome, c.attempts)
			}
		})
	}
}

func sleepsUntilStopped(o *Options, begun chan struct{}) {
	o.Sleep = func(ctx context.Context, _ time.Duration) error {
		close(begun)
		<-ctx.Done()
		return ctx.Err()
	}
}

// secondSlot lets the first attempt start, and the next one wait.
func secondSlot(o *Options, begun chan struct{}) {
	o.Limiter = &second{waiting: waiting{begun}}
}

type second struct {
	waiting
	first bool
}

func (s *second) Wait(ctx context.Context, action string) error {
	if !s.first {
		s.first = true
		return nil
	}
	return s.waiting.Wait(ctx, action)
}

// What has been sent is finished, and told as it is: it was carried out, or its answer was lost,
// and then it is not sent again.
func TestWhatHasBeenSentIsFinishedWhenItIsStopped(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		then    step
		code    string
		outcome Outcome
	}{
		"carried out": {then: answers(200, success)},
		"refused":     {fails("NonExistent"), "NonExistent", Refused},
		"lost":        {drops, CodeInterrupted, Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			stop, cancel := context.WithCancel(t.Context())
			r := play(t, func(o *Options) { o.Sleep = sleep.For }, func(w http.ResponseWriter, r *http.Request) {
				cancel()
				c.then(w, r)
			})
			answer, err := r.Do(FinishSent(stop, t.Context()), EnableCall("1", "", true))
			if c.code == "" {
				if err != nil || answer.Attempts != 1 {
					t.Errorf("got %+v, %v", answer, err)
				}
				return
			}
			if failure := asError(err); err == nil || failure.Code != c.code || failure.Outcome != c.outcome || failure.Attempts != 1 {
				t.Errorf("got %+v, want %s, %s", failure, c.code, c.outcome)
			}
		})
	}
}

// The second signal ends what has been sent as well.
func TestWhatHasBeenSentIsGivenUpWhenItIsKilled(t *testing.T) {
	t.Parallel()
	kill, cancel := context.WithCancel(t.Context())
	r := play(t, nil, func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	_, err := r.Do(FinishSent(kill, kill), EnableCall("1", "", true))
	if failure := asError(err); failure.Code != CodeInterrupted || failure.Outcome != Unknown || failure.Attempts != 1 {
		t.Errorf("got %+v", failure)
	}
}

// The stop comes when the connection is there and nothing is written: the last moment at which
// nothing leaves. net/http itself would write on, on a fresh connection and on one that was used
// before.
func TestAStopAtTheLastMomentSendsNothing(t *testing.T) {
	t.Parallel()
	for _, steps := range [][]step{nil, {answers(200, success)}} {
		for range 50 {
			stop, cancel := context.WithCancel(t.Context())
			r := play(t, nil, steps...)
			for range steps {
				if _, err := r.Do(t.Context(), EnableCall("1", "", true)); err != nil {
					t.Fatal(err)
				}
			}
			kill := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { cancel() }})
			_, err := r.Do(FinishSent(stop, kill), EnableCall("1", "", true))
			if failure := asError(err); !errors.Is(err, context.Canceled) || failure.Code != CodeInterrupted || failure.Outcome != NotSent || failure.Attempts != 0 {
				t.Fatalf("got %+v", failure)
			}
		}
	}
}
