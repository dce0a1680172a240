package api

import "net/http"

// Retry says whether a failure is followed by another attempt.
type Retry string

// The answers to that.
const (
	RetryNever  Retry = "no"
	RetryAlways Retry = "yes"
	RetryIfSafe Retry = "if-safe" // only if running it twice does no more than once
	RetryOnce   Retry = "once"    // after its cause was corrected
)

// OfCode gives the failure that a code stands for, without a call: as the client makes it for an
// answer with that code and Link WAN's usual status 400, or for a failure of its own.
func OfCode(code string) *Error {
	e := &Error{Code: code, HTTPStatus: http.StatusBadRequest, class: classify(http.StatusBadRequest, code), Outcome: Refused}
	switch code {
	case CodeTimeout, CodeConnectionLost, CodeInvalidAnswer:
		e.class, e.Outcome, e.HTTPStatus = unsure, Unknown, 0
	case CodeConnectionFailed:
		e.class, e.Outcome, e.HTTPStatus = unsure, NotSent, 0
	}
	return e
}

// Retry says whether the client makes another attempt after the failure.
func (e *Error) Retry() Retry {
	switch e.class {
	case throttled, unavailable:
		return RetryAlways
	case unsure:
		if e.Outcome == NotSent {
			return RetryAlways
		}
		return RetryIfSafe
	case badClock, badNonce, oldToken:
		return RetryOnce
	case final:
	}
	return RetryNever
}
