package api

import "time"

// WaitFor names what a call waits for.
type WaitFor int

// What a call waits for.
const (
	WaitAnswer      WaitFor = iota // the connection and the service's answer
	WaitRetry                      // the time between two attempts
	WaitQuota                      // a place in the quota
	WaitCredentials                // the source of the credentials
)

// Wait is one wait of a call, for a person who sees nothing happen.
type Wait struct {
	For     WaitFor
	Since   time.Time // when the call began
	Attempt int       // the one that is waited for, or that follows
	Of      int       // how many attempts the call has
	After   string    // the code of the attempt before, "" for the first
}

// waits reports that a wait of the call begins; the caller calls what it returns at its end.
func (o Options) waits(x *exchange, what WaitFor) (end func()) {
	return o.Waiting(x.wait(what))
}

func (x *exchange) wait(what WaitFor) Wait {
	return Wait{For: what, Since: x.begun, Attempt: x.attempt, Of: x.most, After: x.after}
}
