package api

import (
	"fmt"
	"slices"
	"sync"
	"testing"
)

// A person is told each thing that a call waits for, and when that is over.
func TestACallTellsWhatItWaitsFor(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var told []string
	open := 0
	r := play(t, func(o *Options) {
		o.Limiter = &countingLimiter{}
		o.MaxAttempts = 3
		o.Waiting = func(w Wait) func() {
			mu.Lock()
			defer mu.Unlock()
			if w.Since.IsZero() {
				t.Error("a wait without a beginning")
			}
			told = append(told, fmt.Sprintf("%s %d/%d %s", []string{"answer", "retry", "quota", "credentials"}[w.For], w.Attempt, w.Of, w.After))
			open++
			return func() {
				mu.Lock()
				defer mu.Unlock()
				open--
			}
		}
	}, fails("Throttling"), answers(200, success))
	if _, err := r.update(t); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"credentials 1/3 ", "quota 1/3 ", "answer 1/3 ", "quota 1/3 ",
		"retry 2/3 Throttling",
		"credentials 2/3 Throttling", "quota 2/3 Throttling", "answer 2/3 Throttling", "quota 2/3 Throttling",
	}
	if !slices.Equal(told, want) || open != 0 {
		t.Errorf("%d are open; told %q, want %q", open, told, want)
	}
}
