package cli

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// The pause between two waves is waited for once: an apply that goes on waits for what is left of it.
func TestAnApplyThatGoesOnWaitsForTheRestOfThePause(t *testing.T) {
	t.Parallel()
	home, env := t.TempDir(), service(t)
	env["LINKWANCTL_QPS"] = "0"
	manifest := filepath.Join(home, "fleet.yaml")
	write(t, manifest, "- {id: 123, rxDelay: 9}\n- {id: 125, rxDelay: 9}\n")
	now := time.Now()
	var slept []time.Duration
	apply := func(interrupt error) (stderr string) {
		var out, shown bytes.Buffer
		Main(t.Context(), System{
			Args: strings.Fields("joinperm apply --yes --waves 1 --wave-pause 1h -f " + manifest),
			Now:  func() time.Time { return now }, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &shown, Home: home,
			Sleep: func(_ context.Context, d time.Duration) error {
				if d < time.Minute { // before another attempt, with the service's time
					return nil
				}
				slept = append(slept, d)
				return interrupt
			},
			Getenv: func(name string) string { return env[name] },
		})
		return shown.String()
	}
	first := apply(context.Canceled)
	now = now.Add(20 * time.Minute)
	second := apply(nil)
	if !slices.Equal(slept, []time.Duration{time.Hour, 40 * time.Minute}) {
		t.Errorf("it slept %v\n%s\n%s", slept, first, second)
	}
	if !strings.Contains(second, "goes on with wave 2 of 2") || !strings.Contains(second, "wave 2 begins in 40m0s") {
		t.Errorf("it said %s", second)
	}
}
