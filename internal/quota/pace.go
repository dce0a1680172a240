package quota

import "time"

const (
	// milli: a pace is in thousandths of a start a second.
	milli = 1000
	// slowest is the pace below which throttling lowers none: a start in 2 s.
	slowest = milli / 2
	// recovery is the number of successes that raise the pace from nothing to QPS. With fewer, two
	// machines that share an account throttle each other until calls run out of attempts; with
	// more, both stay further below the quota.
	recovery = 20
	// memory is how long throttling is remembered.
	memory = time.Minute
)

// rules returns the rules for a start: the window, and at a lowered pace an even distance, because
// other users of the account may leave no room for several at once.
func (s *state) rules(qps int) []rule {
	rules := []rule{{count: qps, length: window}}
	if s.Pace > 0 && s.Pace < qps*milli {
		rules = append(rules, rule{count: 1, length: window * milli / time.Duration(s.Pace)})
	}
	return rules
}

// slow halves the pace (multiplicative decrease) and lets nothing start before the time that the
// service asked for, for the horizon at most. Calls that started together are throttled together:
// they lower it once.
func (s *state) slow(now int64, asked time.Duration, qps int) {
	s.Hold = max(s.Hold, now+int64(min(asked, horizon)))
	if s.Slowed != 0 && now-s.Slowed < int64(window) {
		return
	}
	pace := s.Pace
	if pace == 0 {
		pace = qps * milli
	}
	s.Pace, s.Slowed = max(min(pace, qps*milli)/2, slowest), now
}

// quicken raises a lowered pace by a fixed step (additive increase), until it is the full one.
func (s *state) quicken(qps int) {
	if s.Pace == 0 {
		return
	}
	s.Pace += qps * milli / recovery
	if s.Pace >= qps*milli {
		s.Pace = 0
	}
}

// fade forgets throttling of long ago.
func (s *state) fade(now int64) {
	if now-s.Slowed > int64(memory) {
		s.Pace, s.Slowed = 0, 0
	}
}
