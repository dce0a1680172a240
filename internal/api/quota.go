package api

import "context"

// inQuota lets each attempt wait for its place in the quota, a retry like a
// first attempt.
func inQuota(l Limiter, next handler) handler {
	return func(ctx context.Context, x *exchange) error {
		if err := l.Wait(ctx, x.call.Action); err != nil {
			return interrupted(ctx, err, NotSent)
		}
		return next(ctx, x)
	}
}
