package quota

import (
	"slices"
	"time"
)

// window is the time that QPS starts may fall into: a second, and 2 % for requests that come closer
// together on their way to the service. However it counts its seconds, by fixed windows, sliding
// windows or a bucket of tokens, it then sees no more than QPS in one.
const window = time.Second + time.Second/50

// jitter is how late a start may be and still count as its slot. It is part of the 2 %.
const jitter = 5 * time.Millisecond

// rule allows at most count starts in any time of that length.
type rule struct {
	count  int
	length time.Duration
}

// earliest gives the first time, from the one given, at which one more start keeps all rules. taken
// are the other starts in their order, those to come included: a slot that was given back is found
// again.
func earliest(taken []int64, from int64, rules []rule) int64 {
	candidates := []int64{from}
	for _, r := range rules {
		for _, start := range taken {
			// Any other time could be moved earlier until a start leaves the window.
			if end := start + int64(r.length); end > from {
				candidates = append(candidates, end)
			}
		}
	}
	slices.Sort(candidates)
	for _, at := range candidates {
		if !slices.ContainsFunc(rules, func(r rule) bool { return !r.allows(taken, at) }) {
			return at
		}
	}
	return candidates[len(candidates)-1] // keeps every rule: nothing is in a window before it
}

// allows reports whether the rule allows one more start: no count+1 starts in a row, the new one
// among them, may lie closer than length.
func (r rule) allows(taken []int64, at int64) bool {
	place, _ := slices.BinarySearch(taken, at)
	start := func(i int) int64 {
		switch {
		case i < place:
			return taken[i]
		case i == place:
			return at
		}
		return taken[i-1]
	}
	for first := max(0, place-r.count); first <= place && first+r.count <= len(taken); first++ {
		if start(first+r.count)-start(first) < int64(r.length) {
			return false
		}
	}
	return true
}

// onTime is the time at which a start is counted: its slot, if it comes just after it, so that
// small delays do not add up from window to window.
func onTime(slot, now int64) int64 {
	if slot != 0 && slot <= now && now-slot <= int64(jitter) {
		return slot
	}
	return now
}
