package api

import (
	"context"
	"errors"
)

// inQuota lets each attempt wait for its place in the quota, a retry like a first
// attempt, and tells the quota what became of it. What no answer came to says
// nothing of the service's rate.
func inQuota(l Limiter, next handler) handler {
	return func(ctx context.Context, x *exchange) error {
		if err := l.Wait(ctx, x.call.Action); err != nil {
			failure := &Error{Code: CodeQuotaWait, Message: "its place in the quota comes after the call's time-out", Outcome: NotSent, cause: err}
			if errors.Is(err, context.Canceled) {
				failure = interrupted(ctx, err, NotSent)
			}
			failure.unsigned = true
			return failure
		}
		x.sent = func() { l.Sent(x.call.Action) }
		err := next(ctx, x)
		if err == nil {
			l.Succeeded(x.call.Action)
			return nil
		}
		switch failure := asError(err); {
		case failure.class == throttled:
			l.Throttled(x.call.Action, failure.RetryAfter)
		case failure.HTTPStatus != 0:
			l.Succeeded(x.call.Action)
		}
		return err
	}
}
