package sleep

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestSleepEndsWithItsContextOrItsTime(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := For(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled context: %v", err)
	}
	if err := For(t.Context(), time.Nanosecond); err != nil {
		t.Errorf("the time passed: %v", err)
	}
}
