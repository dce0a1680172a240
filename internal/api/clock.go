package api

import (
	"sync"
	"time"
)

// clockSlack is a difference of clocks that no service complains of.
const clockSlack = time.Minute

// clock is the machine's clock, put right by what the service said of its own.
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

// set takes the service's time and gives how far it is ahead of the machine's.
func (c *clock) set(service time.Time) time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset = service.Sub(c.now())
	return c.offset
}

func describeOffset(ahead time.Duration) string {
	if ahead < 0 {
		return (-ahead).Round(time.Second).String() + " fast"
	}
	return ahead.Round(time.Second).String() + " slow"
}
