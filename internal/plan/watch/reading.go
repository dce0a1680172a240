// Package watch judges, from what Link WAN counts, whether the nodes of a permission are still heard
// after a change. It reads nothing itself: its callers hand it readings, whose times are those of
// their own clock.
//
// What it has to judge by is little. The API has no time of a node's last uplink; it has a node's
// last join and, for each permission, a counter of all uplinks, which starts again at midnight in
// China. So a joined node is known to be heard, and how many others are silent is an estimate: the
// share of the uplinks that are missing, compared with the average before. docs/rollout.md says what
// follows from that.
package watch

import (
	"math"
	"strconv"
	"time"

	"linkwanctl/internal/joinperm"
)

// Reading is what was read of a permission at a time.
type Reading struct {
	At      time.Time
	Created time.Time // of the permission, zero if unknown
	Nodes   int       // how many use it, below 0 if the service did not say
	Joined  int       // how many of them have joined since the first reading
	Uplinks int64     // of today (RxDailySum), below 0 if the service did not say
	Monthly int64     // of this month (RxMonthSum), below 0 if the service did not say
}

// ReadingOf makes a reading of GetOwnedJoinPermission's answer, and of how many nodes have joined
// since the first reading.
func ReadingOf(at time.Time, p *joinperm.Owned, joined int) Reading {
	r := Reading{At: at, Joined: joined, Nodes: int(numberOf(p.NodesCnt)), Uplinks: numberOf(p.RxDailySum), Monthly: numberOf(p.RxMonthSum)}
	if created := numberOf(p.CreateMillis); created > 0 {
		r.Created = time.UnixMilli(created)
	}
	return r
}

func numberOf(n joinperm.Number) int64 {
	value, err := strconv.ParseInt(string(n), 10, 64)
	if err != nil {
		return -1
	}
	return value
}

// leastAverage is the shortest time whose average says how much nodes usually send: most send at
// least once an hour.
const leastAverage = time.Hour

// rate is the average before the reading, in uplinks a second: of today, or of this month while the
// day is too young. 0 is unknown.
func (r Reading) rate() float64 {
	day, month := r.At.Sub(r.begin(midnight(r.At))), r.At.Sub(r.begin(firstOfMonth(r.At)))
	switch {
	case r.Uplinks >= 0 && day >= leastAverage:
		return float64(r.Uplinks) / day.Seconds()
	case r.Monthly >= 0 && month >= leastAverage:
		return float64(r.Monthly) / month.Seconds()
	case r.Uplinks > 0 && day > 0:
		return float64(r.Uplinks) / day.Seconds()
	}
	return 0
}

// begin is a counter's beginning, or that of the permission if it is younger.
func (r Reading) begin(of time.Time) time.Time {
	if r.Created.After(of) {
		return r.Created
	}
	return of
}

// china is the time zone of the counters' days. China has had no other time since 1991, and the
// machine may lack the table of time zones.
func china() *time.Location { return time.FixedZone("CST", 8*60*60) }

func midnight(t time.Time) time.Time {
	t = t.In(china())
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

func firstOfMonth(t time.Time) time.Time {
	t = t.In(china())
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, t.Location())
}

// counted is how many uplinks came between two readings, and in how much of that time. What came
// before midnight and after the reading before it is not known: only the time from midnight counts.
// A counter that does not fit the clock, such as one that starts again some seconds late, tells
// nothing.
func counted(before, now Reading) (uplinks int64, in time.Duration, ok bool) {
	sameDay := midnight(before.At).Equal(midnight(now.At))
	switch {
	case before.Uplinks < 0 || now.Uplinks < 0 || !now.At.After(before.At):
	case sameDay && now.Uplinks >= before.Uplinks:
		return now.Uplinks - before.Uplinks, now.At.Sub(before.At), true
	case !sameDay && now.Uplinks < before.Uplinks:
		return now.Uplinks, now.At.Sub(midnight(now.At)), true
	}
	return 0, 0, false
}

// silentOf estimates how many of n nodes are silent: the share of the uplinks that are missing.
// Nodes that send regularly, each at its own time, may send one more or one less within a time; the
// square root of their number allows for that.
func silentOf(n int, uplinks int64, expected float64) int {
	missing := 1 - (float64(uplinks)+math.Sqrt(float64(n)))/expected
	return min(n, max(0, int(math.Round(float64(n)*missing))))
}
