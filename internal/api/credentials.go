package api

import (
	"context"

	"linkwanctl/internal/i18n"
)

// withCredentials fetches what an attempt is signed with. It comes before the quota: the fetch may
// take seconds, and a place in the quota is only valid for a moment.
func withCredentials(o Options, next handler) handler {
	return func(ctx context.Context, x *exchange) error {
		end := o.waits(x, WaitCredentials)
		credential, err := o.Credentials(ctx, x.refresh)
		end()
		switch {
		case err != nil && ctx.Err() != nil:
			failure := interrupted(ctx, err, NotSent)
			failure.Message = i18n.T("%s while fetching credentials", failure.Message)
			failure.unsigned = true
			return failure
		case err == nil && x.refresh && credential.Equal(x.credential):
			err = i18n.Errorf("no newer credentials are available")
		}
		if err != nil {
			return &Error{Code: CodeNoCredentials, Message: i18n.Of(err), Outcome: NotSent, unsigned: true, cause: err}
		}
		x.credential, x.refresh = credential, false
		x.keys.Add(credential.AccessKeySecret(), credential.SecurityToken(), credential.AccessKeyID())
		return next(ctx, x)
	}
}
