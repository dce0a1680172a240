package cli

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// pauses runs commands for one service on a clock of its own, and keeps the pauses between waves.
type pauses struct {
	env   map[string]string
	home  string
	now   time.Time
	slept []time.Duration
}

func newPauses(t *testing.T) *pauses {
	t.Helper()
	env := service(t)
	env["LINKWANCTL_QPS"] = "0"
	return &pauses{env: env, home: t.TempDir(), now: time.Now()}
}

// run gives what a command writes to stderr; its pauses end with interrupt.
func (p *pauses) run(t *testing.T, interrupt error, command string) (stderr string) {
	t.Helper()
	system := System{
		Now: func() time.Time { return p.now },
		Sleep: func(_ context.Context, d time.Duration) error {
			if d < time.Minute { // before another attempt, with the service's time
				return nil
			}
			p.slept = append(p.slept, d)
			return interrupt
		},
	}
	return runOn(t.Context(), system, p.home, p.env, strings.Fields(command)...).stderr
}

// The pause between two waves is waited for once: an apply that goes on waits for what is left of it.
func TestAnApplyThatGoesOnWaitsForTheRestOfThePause(t *testing.T) {
	t.Parallel()
	p := newPauses(t)
	manifest := filepath.Join(p.home, "fleet.yaml")
	write(t, manifest, "- {id: 123, rxDelay: 9}\n- {id: 125, rxDelay: 9}\n")
	apply := "joinperm apply --yes --waves 1 --wave-pause 1h -f " + manifest
	first := p.run(t, context.Canceled, apply)
	p.now = p.now.Add(20 * time.Minute)
	second := p.run(t, nil, apply)
	if !slices.Equal(p.slept, []time.Duration{time.Hour, 40 * time.Minute}) {
		t.Errorf("it slept %v\n%s\n%s", p.slept, first, second)
	}
	if !strings.Contains(second, "goes on with wave 2 of 2") || !strings.Contains(second, "wave 2 begins in 40m0s") {
		t.Errorf("it said %s", second)
	}
}

// A wave that had ended, and whose changes were undone, is followed by the whole pause again.
func TestAWaveThatIsDoneAgainHasAPauseOfItsOwn(t *testing.T) {
	t.Parallel()
	p := newPauses(t)
	manifest := filepath.Join(p.home, "fleet.yaml")
	write(t, manifest, "- {id: 123, rxDelay: 9}\n- {id: 125, rxDelay: 9}\n")
	apply := "joinperm apply --yes --waves 1 --wave-pause 1h -f " + manifest
	said := p.run(t, context.Canceled, apply) + p.run(t, nil, "joinperm update 123 --rx-delay 1")
	p.now = p.now.Add(2 * time.Hour)
	said += p.run(t, nil, apply)
	if !slices.Equal(p.slept, []time.Duration{time.Hour, time.Hour}) {
		t.Errorf("it slept %v\n%s", p.slept, said)
	}
}
