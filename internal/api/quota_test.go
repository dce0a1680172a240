package api

import (
	"context"
	"net"
	"net/http/httptrace"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"linkwanctl/internal/secret"
	"linkwanctl/internal/sleep"
)

// A place in the quota does not last: what may take long comes before it, and the request is asked
// about once more when its connection is there.
func TestCredentialsAndConnectionComeBeforeThePlaceInTheQuota(t *testing.T) {
	t.Parallel()
	limiter := &countingLimiter{}
	arrived := atomic.Bool{}
	r := play(t, func(o *Options) {
		o.Limiter = leaving{limiter, func(context.Context) error {
			if arrived.Load() {
				t.Error("the request left without a place in the quota")
			}
			return nil
		}}
		o.Credentials = func(context.Context, bool) (secret.Credential, error) {
			limiter.tell("credentials")
			return secret.New("test-key-id", "test-secret", ""), nil
		}
	}, answers(200, success))
	ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{
		ConnectDone:  func(string, string, error) { limiter.tell("connected") },
		WroteRequest: func(httptrace.WroteRequestInfo) { arrived.Store(true) },
	})
	const action = "UpdateOwnedLocalJoinPermission"
	if _, err := r.Do(ctx, Call{Action: action, Repeatable: true}); err != nil {
		t.Fatal(err)
	}
	if want := []string{"credentials", "wait " + action, "connected", "leave " + action, "succeeded " + action}; !slices.Equal(limiter.told, want) {
		t.Errorf("the order is %q, want %q", limiter.told, want)
	}
}

// A request that waits for another place and is given up there does not leave.
func TestARequestThatIsHeldUpAndGivenUpIsNotSent(t *testing.T) {
	t.Parallel()
	for want, reason := range map[string]error{CodeQuotaWait: context.DeadlineExceeded, CodeInterrupted: context.Canceled} {
		for range 20 { // net/http would write it in some of them
			r := play(t, func(o *Options) {
				o.Limiter = leaving{&countingLimiter{}, func(context.Context) error { return reason }}
			})
			if _, err := r.update(t); err == nil || err.Code != want || err.Outcome != NotSent || err.Attempts != 0 {
				t.Fatalf("got %+v, want %s", err, want)
			}
		}
	}
}

// The wait for another place is not of the attempt's time.
func TestTheWaitForAnotherPlaceEndsNoAttempt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const within = 10 * time.Second
		request, end := newOutgoing(t.Context(), within, func(ctx context.Context) error { return sleep.For(ctx, time.Minute) })
		defer end()
		connection, other := net.Pipe()
		defer func() { _, _ = connection.Close(), other.Close() }()
		time.Sleep(within / 2)
		request.connected(httptrace.GotConnInfo{Conn: connection})
		if request.attempt.Err() != nil {
			t.Error("the attempt ended as it waited")
		}
		time.Sleep(within/2 + time.Nanosecond)
		synctest.Wait()
		if request.attempt.Err() == nil {
			t.Error("the attempt has no end")
		}
	})
}

// leaving is a limiter with a Leave of its own.
type leaving struct {
	*countingLimiter
	leave func(context.Context) error
}

func (l leaving) Leave(ctx context.Context, action string) error {
	l.tell("leave " + action)
	return l.leave(ctx)
}
