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

// FinishSent gives a context for calls of which a part may be under way when they
// are to stop: stop ends what waits (for the quota, for credentials, for a
// connection, between two attempts), and a request that has been sent goes on
// until kill ends. Its outcome is known then. kill has to end stop as well.
func FinishSent(stop, kill context.Context) context.Context {
	return context.WithValue(stop, untilKilled{}, kill)
}

// departure is one attempt's request on its way: it waits until its header is
// written, and has been sent from then on. Which of the two it is, is decided
// once: a request that is given up never leaves.
type departure struct {
	call    context.Context // ends what waits
	sent    context.Context // ends what has been sent: call, unless FinishSent says otherwise
	attempt context.Context // the request's own, within the attempt's time
	cancel  func()          // of attempt
	notify  func()          // told when the request leaves; nil where nobody asks

	mu         sync.Mutex
	gone       bool
	connection net.Conn
}

// depart begins an attempt, which the caller ends with the function that it gets.
func depart(call context.Context, within time.Duration, notify func()) (*departure, func()) {
	d := &departure{call: call, sent: call, notify: notify}
	forget := func() {}
	if kill, ok := call.Value(untilKilled{}).(context.Context); ok {
		d.sent = kill
		if deadline, ok := call.Deadline(); ok {
			d.sent, forget = context.WithDeadline(kill, deadline)
		}
	}
	attempt, cancel := context.WithTimeout(d.sent, within)
	d.cancel = cancel
	d.attempt = httptrace.WithClientTrace(attempt, &httptrace.ClientTrace{
		GotConn: func(got httptrace.GotConnInfo) {
			d.connection = got.Conn
			_ = got.Conn.SetDeadline(time.Time{}) // see dialWithin
		},
		WroteHeaders: d.leave,
	})
	stopped := context.AfterFunc(call, func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		if !d.gone {
			cancel()
		}
	})
	return d, func() { stopped(); cancel(); forget() }
}

// leave is called when the request's header stands in the buffer of its
// connection and before the whole of it is written out.
func (d *departure) leave() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.gone && d.call.Err() != nil {
		d.cancel()
		// net/http looks at no context between here and the connection.
		_ = d.connection.SetWriteDeadline(time.Unix(1, 0))
		return
	}
	d.gone = true
	if d.notify != nil {
		d.notify()
	}
}

// failure tells what a failed exchange means. A request that was given up before
// it left was no attempt.
func (d *departure) failure(err error) *Error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.gone {
		return transportError(d.sent, d.attempt, err, true)
	}
	failure := transportError(d.call, d.attempt, err, false)
	failure.unsigned = failure.Code == CodeInterrupted
	return failure
}
