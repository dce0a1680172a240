package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"linkwanctl/internal/i18n"
)

// retry decides whether a failed attempt is followed by another, and when. Each goes down the whole
// chain again: a signed request is never replayed.
type retry struct {
	Options
	clock *clock
}

// retried gives the handler that makes up to MaxAttempts attempts.
func retried(r retry, next handler) handler {
	return func(ctx context.Context, x *exchange) error {
		var before *Error     // what the attempt before ended with
		unsureBefore := false // an earlier attempt may have been carried out
		fixed := map[class]bool{}
		for x.attempt = 1; ; x.attempt++ {
			err := next(ctx, x)
			if err == nil {
				x.answer.Attempts = x.attempt
				return nil
			}
			failure := asError(err)
			failure.Action, failure.Attempts, failure.Message = x.call.Action, x.attempt, failure.Message.Mapped(x.redact)
			if failure.unsigned {
				failure.Attempts-- // nothing was started
				if before != nil && failure.Code == CodeNoCredentials {
					before.Message = i18n.Join("; ", before.Message, failure.Message)
					return before
				}
			}
			if unsureBefore {
				failure.Outcome = Unknown
			}
			before = failure
			unsureBefore = failure.Outcome == Unknown
			if x.attempt >= r.MaxAttempts || !r.again(x, failure, fixed) {
				return failure
			}
			x.after = failure.Code
			if err := r.wait(ctx, x, failure); err != nil {
				return err
			}
		}
	}
}

// asError turns any error of the chain into an *Error, the only error that leaves the package.
func asError(err error) *Error {
	var failure *Error
	if errors.As(err, &failure) {
		return failure
	}
	return &Error{Code: CodeInvalidAnswer, Message: i18n.Of(err), Outcome: Unknown, cause: err}
}

// again reports whether another attempt may help and does no harm; it fixes what can be fixed,
// once.
func (r retry) again(x *exchange, failure *Error, fixed map[class]bool) bool {
	if failure.Outcome == Unknown && !x.call.Repeatable {
		return false
	}
	switch failure.class {
	case throttled, unavailable, unsure:
		return true
	case final:
		return false
	case badClock, badNonce, oldToken:
	}
	if fixed[failure.class] {
		return false
	}
	fixed[failure.class] = true
	return r.fix(x, failure)
}

// fix corrects what the service complained about: the clock by its Date header, the token by
// fetching another; the next attempt has a new nonce anyway.
func (r retry) fix(x *exchange, failure *Error) bool {
	switch failure.class {
	case badClock:
		date, err := http.ParseTime(x.header.Get("Date"))
		if err != nil {
			return false
		}
		offset, taken := r.clock.set(date)
		if !taken {
			return false // the clocks agree, or the date cannot be right: the clock is not the problem
		}
		r.Warn(i18n.T("this machine's clock is %s; requests are signed with the service's time", describeOffset(offset)))
	case badNonce:
		// Our nonces are unique, so something between here and the service replayed the request.
		return x.call.Repeatable
	case oldToken:
		x.refresh = true
	case final, throttled, unavailable, unsure:
	}
	return true
}

// wait waits as long as the service asked, and a random time more, so that clients with the same
// answer do not return together. If the call's time would run out first, it does not wait and the
// failure is final.
func (r retry) wait(ctx context.Context, x *exchange, failure *Error) error {
	pause := failure.RetryAfter
	if failure.class == throttled || failure.class == unavailable || failure.class == unsure {
		pause += r.Backoff(x.attempt)
	}
	// A context's deadline follows the real clock, even if a test signs with another.
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < pause {
		return failure
	}
	if r.Debug != nil {
		r.Debug(fmt.Sprintf("* attempt %d failed with %s; the next follows in %s", x.attempt, failure.Code, pause.Round(time.Millisecond)))
	}
	next := x.wait(WaitRetry)
	next.Attempt++
	defer r.Waiting(next)()
	if err := r.Sleep(ctx, pause); err != nil {
		given := interrupted(ctx, err, failure.Outcome)
		given.Action, given.Attempts = failure.Action, failure.Attempts
		return given
	}
	return nil
}
