package api

import (
	"time"

	"linkwanctl/internal/i18n"
)

// Outcome is what is known of a call that failed.
type Outcome string

// The outcomes of a call that failed.
const (
	NotSent Outcome = "not-sent" // no byte of it reached the service
	Refused Outcome = "refused"  // the service answered that it did not do it
	Unknown Outcome = "unknown"  // it may have been carried out
)

// Codes of failures that the service did not name itself.
const (
	CodeTimeout          = "Timeout"          // no answer in time
	CodeConnectionFailed = "ConnectionFailed" // no connection, or none that can be trusted
	CodeConnectionLost   = "ConnectionLost"   // the connection ended before the answer did
	CodeInvalidAnswer    = "InvalidAnswer"    // an answer that does not come from the service
	CodeNoCode           = "NoCode"           // "Success": false without a code
	CodeInterrupted      = "Interrupted"      // the caller gave up
	CodeNoCredentials    = "NoCredentials"    // there is nothing to sign with; see the cause
	CodeListChanged      = "ListChanged"      // a list changed while it was read
	CodeQuotaWait        = "QuotaWait"        // the place in the quota came too late for the call
)

// Error is every failure of a call. Message never contains a secret: what the service repeats of
// the credential is masked.
type Error struct {
	Action     string
	Code       string
	Message    i18n.Text // the service's own, or a local one
	RequestID  string    // "" if no answer had one
	HTTPStatus int       // 0 if there was no answer
	Attempts   int       // how many were started
	Outcome    Outcome
	Signed     Comparison // for SignatureDoesNotMatch
	Needs      Permission // what the RAM policy does not allow, where that is the failure
	// RetryAfter is the wait that the service asked for, 0 where it named none.
	RetryAfter time.Duration

	class    class
	unsigned bool // the attempt ended before there was a request
	cause    error
}

// Error gives action, code and message in one line.
func (e *Error) Error() string { return e.Action + ": " + e.Code + ": " + e.Message.String() }

// Text is the error in one line.
func (e *Error) Text() i18n.Text { return i18n.T("%s: %s: %s", e.Action, e.Code, e.Message) }

// Unwrap gives the cause: a context's error, a credential's, a connection's.
func (e *Error) Unwrap() error { return e.cause }

// Comparison is how the text that the service signed compares to ours.
type Comparison int

// What SignatureDoesNotMatch can mean.
const (
	NotCompared    Comparison = iota // the service did not say what it signed
	SignedSame                       // the same: the secret is wrong
	SignedDiffered                   // different: something changed the request on its way
)
