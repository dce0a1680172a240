package emulator

import (
	"fmt"
	"sync"
	"time"
)

// window is the time in which a quota counts.
const window = time.Second

// quota lets a number of requests pass in any second, for each action and account. A request that
// is refused for it does not count.
type quota struct {
	mu     sync.Mutex
	limit  int // 0 is no limit
	passed map[[2]string][]time.Time
}

func newQuota(limit int) *quota { return &quota{limit: limit, passed: map[[2]string][]time.Time{}} }

// take counts a request, or refuses it with the wait until one would pass, in the header and the
// form that the vendor's gateway uses.
func (q *quota) take(account, action string, now time.Time) error {
	if q.limit == 0 {
		return nil
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	at := [2]string{account, action}
	recent := q.passed[at]
	for len(recent) > 0 && now.Sub(recent[0]) >= window {
		recent = recent[1:]
	}
	if len(recent) < q.limit {
		q.passed[at] = append(recent, now)
		return nil
	}
	f := refuse(codeThrottled)
	// Rounded up: one who waits that long is to pass.
	left := (window - now.Sub(recent[0]) + time.Millisecond - 1) / time.Millisecond
	f.header = map[string]string{"x-ratelimit-user-api": fmt.Sprintf("Limit:%d,Remain:0,TimeLeft:%d", q.limit, left)}
	return f
}
