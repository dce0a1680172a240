// Package sleep waits in a way that a context can end. Packages take it as the default of a Sleep
// that tests replace. It imports no other package of the project.
package sleep

import (
	"context"
	"time"
)

// For waits as long as d, or returns the context's error as soon as that ends.
func For(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
