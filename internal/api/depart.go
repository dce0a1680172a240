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
	// ready waits until the request may leave, once it could; nil where nothing keeps it.
	ready func(context.Context) error
	timer *time.Timer // of the attempt's time
	until time.Time   // when that ends

	mu         sync.Mutex
	gone       bool
	connection net.Conn
	held       error // of ready
}

// depart begins an attempt, which the caller ends with the function that it gets.
func depart(call context.Context, within time.Duration, ready func(context.Context) error) (*departure, func()) {
	d := &departure{call: call, sent: call, ready: ready}
	forget := func() {}
	if kill, ok := call.Value(untilKilled{}).(context.Context); ok {
		d.sent = kill
		if deadline, ok := call.Deadline(); ok {
			d.sent, forget = context.WithDeadline(kill, deadline)
		}
	}
	attempt, cancel := context.WithCancel(d.sent)
	d.cancel = cancel
	d.timer, d.until = time.AfterFunc(within, cancel), time.Now().Add(within)
	d.attempt = httptrace.WithClientTrace(attempt, &httptrace.ClientTrace{
		GotConn:      d.connected,
		WroteHeaders: d.leave,
	})
	stopped := context.AfterFunc(call, func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		if !d.gone {
			cancel()
		}
	})
	return d, func() { stopped(); d.timer.Stop(); cancel(); forget() }
}

// connected is called when the request has its connection, before anything of it
// is written: it may have to wait once more. That wait is not of the attempt's time.
func (d *departure) connected(info httptrace.GotConnInfo) {
	_ = info.Conn.SetDeadline(time.Time{}) // see dialWithin
	var held error
	if left := time.Until(d.until); d.ready != nil && d.timer.Stop() {
		held = d.ready(d.call)
		d.timer.Reset(left)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.connection, d.held = info.Conn, held
	if held != nil {
		d.giveUp()
	}
}

// giveUp keeps a request that was not written out from leaving: net/http looks at
// no context between here and the connection.
func (d *departure) giveUp() {
	d.cancel()
	_ = d.connection.SetWriteDeadline(time.Unix(1, 0))
}

// leave is called when the request's header stands in the buffer of its
// connection and before the whole of it is written out.
func (d *departure) leave() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.held != nil {
		return
	}
	if !d.gone && d.call.Err() != nil {
		d.giveUp()
		return
	}
	d.gone = true
}

// failure tells what a failed exchange means. A request that was given up before
// it left was no attempt.
func (d *departure) failure(err error) *Error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.gone {
		return transportError(d.sent, d.attempt, err, true)
	}
	if d.held != nil {
		return asError(d.held)
	}
	failure := transportError(d.call, d.attempt, err, false)
	failure.unsigned = failure.Code == CodeInterrupted
	return failure
}
