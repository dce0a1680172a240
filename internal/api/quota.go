package api

import "context"

// inQuota lets each attempt wait for its place in the quota, a retry like a
// first attempt.
func inQuota(l Limiter, next handler) handler {
	return func(ctx context.Context, x *exchange) error {
		if err := l.Wait(ctx, x.call.Action); err != nil {
			failure := interrupted(ctx, err, NotSent)
			failure.Message += " while it waited for its place in the quota"
			failure.unsigned = true
			return failure
		}
		return next(ctx, x)
	}
}
