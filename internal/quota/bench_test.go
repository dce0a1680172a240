package quota

import (
	"context"
	"testing"
	"time"
)

// BenchmarkWaitUncontended is what the quota costs a call that need not wait; promised is well
// below a millisecond.
func BenchmarkWaitUncontended(b *testing.B) {
	now := time.Now()
	l := New(Options{Dir: b.TempDir(), QPS: 5, Now: func() time.Time {
		now = now.Add(150 * time.Millisecond) // it is asked twice a call
		return now
	}, Sleep: func(context.Context, time.Duration) error {
		b.Fatal("it waits")
		return nil
	}})
	for b.Loop() {
		if err := l.Wait(context.Background(), action); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFirstWait is what it costs a process of one call, the state of earlier ones there.
func BenchmarkFirstWait(b *testing.B) {
	now, dir := time.Now(), b.TempDir()
	for b.Loop() {
		l := New(Options{Dir: dir, QPS: 5, Now: func() time.Time {
			now = now.Add(150 * time.Millisecond)
			return now
		}})
		if err := l.Wait(context.Background(), action); err != nil {
			b.Fatal(err)
		}
	}
}
