package api

import (
	"context"
	"net"
	"net/http/httptrace"
	"sync"
	"time"
)

// untilKilled is the key of the context that ends requests which have been sent.
type untilKilled struct{}

// FinishSent returns a context for calls that may be stopped while some are under way: stop ends
// what waits (for the quota, for credentials, for a connection, between two attempts), and a
// request that has been sent goes on until kill ends. So its outcome is known. Ending kill must end
// stop as well.
func FinishSent(stop, kill context.Context) context.Context {
	return context.WithValue(stop, untilKilled{}, kill)
}

// outgoing is one attempt's request: it is waiting until its header is written, and sent from then
// on. The decision is made once: a request that is given up is never sent.
type outgoing struct {
	call    context.Context // ends what waits
	sent    context.Context // ends what has been sent: call, unless FinishSent says otherwise
	attempt context.Context // the request's own, within the attempt's time
	cancel  func()          // of attempt
	// ready waits, once the request could be sent, until it may be; nil for no wait.
	ready func(context.Context) error
	timer *time.Timer // of the attempt's time
	until time.Time   // when that ends

	mu         sync.Mutex
	isSent     bool
	connection net.Conn
	notReady   error // of ready
}

// newOutgoing begins an attempt, which the caller ends with the returned function.
func newOutgoing(call context.Context, within time.Duration, ready func(context.Context) error) (*outgoing, func()) {
	o := &outgoing{call: call, sent: call, ready: ready}
	forget := func() {}
	if kill, ok := call.Value(untilKilled{}).(context.Context); ok {
		o.sent = kill
		if deadline, ok := call.Deadline(); ok {
			o.sent, forget = context.WithDeadline(kill, deadline)
		}
	}
	attempt, cancel := context.WithCancel(o.sent)
	o.cancel = cancel
	o.timer, o.until = time.AfterFunc(within, cancel), time.Now().Add(within)
	o.attempt = httptrace.WithClientTrace(attempt, &httptrace.ClientTrace{
		GotConn:      o.connected,
		WroteHeaders: o.headerWritten,
	})
	stopped := context.AfterFunc(call, func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		if !o.isSent {
			cancel()
		}
	})
	return o, func() { stopped(); o.timer.Stop(); cancel(); forget() }
}

// connected is called when the request has its connection, before anything of it is written: it may
// have to wait again. That wait does not count as the attempt's time.
func (o *outgoing) connected(info httptrace.GotConnInfo) {
	_ = info.Conn.SetDeadline(time.Time{}) // see dialWithin
	var notReady error
	if left := time.Until(o.until); o.ready != nil && o.timer.Stop() {
		notReady = o.ready(o.call)
		o.timer.Reset(left)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.connection, o.notReady = info.Conn, notReady
	if notReady != nil {
		o.giveUp()
	}
}

// giveUp keeps a request that was not written out from being sent: net/http checks no context
// between here and the connection.
func (o *outgoing) giveUp() {
	o.cancel()
	_ = o.connection.SetWriteDeadline(time.Unix(1, 0))
}

// headerWritten is called when the request's header is in the buffer of its connection, before all
// of it is written out.
func (o *outgoing) headerWritten() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.notReady != nil {
		return
	}
	if !o.isSent && o.call.Err() != nil {
		o.giveUp()
		return
	}
	o.isSent = true
}

// failure classifies a failed exchange. A request that was given up before it was sent was no
// attempt.
func (o *outgoing) failure(err error) *Error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.isSent {
		return transportError(o.sent, o.attempt, err, true)
	}
	if o.notReady != nil {
		return asError(o.notReady)
	}
	failure := transportError(o.call, o.attempt, err, false)
	failure.unsigned = failure.Code == CodeInterrupted
	return failure
}
