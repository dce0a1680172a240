package api

import (
	"context"
	"errors"

	"linkwanctl/internal/i18n"
)

// inQuota lets each attempt wait for its place in the quota, a retry like a first attempt, and once
// more where its request can leave only after that place. It reports the result of the attempt to
// the quota; an attempt without an answer says nothing about the service's rate.
func inQuota(o Options, next handler) handler {
	l := o.Limiter
	return func(ctx context.Context, x *exchange) error {
		wait := x.wait(WaitQuota)
		end := o.Waiting(wait)
		err := l.Wait(ctx, x.call.Action)
		end()
		if err != nil {
			return quotaFailure(ctx, err)
		}
		x.ready = func(ctx context.Context) error {
			defer o.Waiting(wait)()
			if err := l.Leave(ctx, x.call.Action); err != nil {
				return quotaFailure(ctx, err)
			}
			return nil
		}
		err = next(ctx, x)
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

// quotaFailure is the failure of a wait that ended before the request could be sent.
func quotaFailure(ctx context.Context, err error) *Error {
	failure := &Error{Code: CodeQuotaWait, Message: i18n.T("waiting for the quota would take longer than the call's timeout"), Outcome: NotSent, cause: err}
	if errors.Is(err, context.Canceled) {
		failure = interrupted(ctx, err, NotSent)
	}
	failure.unsigned = true
	return failure
}
