package api

import (
	cryptorand "crypto/rand"
	"encoding/hex"
	"math/rand/v2"
	"time"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/secret"
	"linkwanctl/internal/sleep"
)

func withDefaults(o Options) Options {
	o.MaxAttempts = or(o.MaxAttempts, 4)
	o.ConnectTimeout = or(o.ConnectTimeout, 5*time.Second)
	o.AttemptTimeout = or(o.AttemptTimeout, 10*time.Second)
	o.Timeout = or(o.Timeout, 60*time.Second)
	if o.Secrets == nil {
		o.Secrets = &secret.Masker{}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Nonce == nil {
		o.Nonce = randomNonce
	}
	if o.Backoff == nil {
		o.Backoff = fullJitter
	}
	if o.Sleep == nil {
		o.Sleep = sleep.For
	}
	if o.Waiting == nil {
		o.Waiting = func(Wait) func() { return func() {} }
	}
	if o.Warn == nil {
		o.Warn = func(i18n.Text) {}
	}
	return o
}

func or[T comparable](value, fallback T) T {
	var zero T
	if value == zero {
		return fallback
	}
	return value
}

// randomNonce is 128 bits of crypto/rand in hex; rand.Read never fails.
func randomNonce() string {
	var bits [16]byte
	_, _ = cryptorand.Read(bits[:])
	return hex.EncodeToString(bits[:])
}

// The bounds of the backoff before the second attempt and before any.
const (
	backoffFirst = 200 * time.Millisecond
	backoffMost  = 10 * time.Second
)

// fullJitter is a random wait between nothing and a bound that doubles with each attempt, so that
// clients that failed together do not return together.
func fullJitter(attempt int) time.Duration {
	return rand.N(backoffBound(attempt) + 1) //nolint:gosec // spreading load needs no secrecy
}

func backoffBound(attempt int) time.Duration {
	bound := backoffFirst
	for i := 1; i < attempt && bound < backoffMost; i++ {
		bound *= 2
	}
	return min(bound, backoffMost)
}
