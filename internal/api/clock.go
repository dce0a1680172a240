package api

import (
	"sync"
	"time"

	"linkwanctl/internal/i18n"
)

// clockSlack is a difference of clocks that services accept.
const clockSlack = time.Minute

// clockMostOff is how far off a machine's clock can be: a certificate is valid for at most so long,
// and a machine further off would have trusted none. A time that is more than that away is not the
// service's own.
const clockMostOff = 398 * 24 * time.Hour

// clock is the machine's clock, corrected by the service's time.
type clock struct {
	now    func() time.Time
	mu     sync.Mutex
	offset time.Duration
}

// time is the service's time, as far as it is known.
func (c *clock) time() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now().Add(c.offset).UTC()
}

// set takes the service's time and gives how far it is ahead of the machine's. It does not take a
// time that is the machine's own, or one that cannot be right.
func (c *clock) set(service time.Time) (ahead time.Duration, taken bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	ahead = service.Sub(c.now())
	if ahead.Abs() < clockSlack || ahead.Abs() > clockMostOff {
		return ahead, false
	}
	c.offset = ahead
	return ahead, true
}

func describeOffset(ahead time.Duration) i18n.Text {
	if ahead < 0 {
		return i18n.T("%s fast", (-ahead).Round(time.Second))
	}
	return i18n.T("%s slow", ahead.Round(time.Second))
}
