package quota

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// allowed is the rule as its words have it, for each window that begins with a start.
func allowed(starts []int64, r rule) bool {
	for _, first := range starts {
		n := 0
		for _, at := range starts {
			if at >= first && at-first < int64(r.length) {
				n++
			}
		}
		if n > r.count {
			return false
		}
	}
	return true
}

// earliest is compared with a search of every time.
func TestEarliestIsTheFirstTimeThatKeepsTheRules(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		rules := []rule{{count: 1 + random.IntN(4), length: time.Duration(1 + random.IntN(10))}}
		if random.IntN(2) == 0 {
			rules = append(rules, rule{count: 1, length: time.Duration(1 + random.IntN(8))})
		}
		keeps := func(starts []int64) bool {
			return !slices.ContainsFunc(rules, func(r rule) bool { return !allowed(starts, r) })
		}
		var taken []int64
		for range random.IntN(12) {
			if more := slices.Sorted(slices.Values(append(slices.Clone(taken), random.Int64N(40)))); keeps(more) {
				taken = more
			}
		}
		from := random.Int64N(45)
		want := from
		for !keeps(append(slices.Clone(taken), want)) {
			want++
		}
		if got := earliest(taken, from, rules); got != want {
			t.Fatalf("earliest from %d beside %v by %v is %d, want %d", from, taken, rules, got, want)
		}
	}
}

// Starts that came closer than the rules want, late ones, do not keep it from finding a time.
func TestEarliestEndsBesideStartsThatBreakTheRules(t *testing.T) {
	t.Parallel()
	rules := []rule{{count: 2, length: 10}, {count: 1, length: 4}}
	if got := earliest([]int64{0, 0, 0, 0, 1, 1, 1, 5, 5, 5, 5}, 0, rules); got != 15 {
		t.Errorf("earliest is %d, want 15", got)
	}
}

func TestASmallDelayDoesNotMoveAStart(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ slot, now, want int64 }{
		{0, 1000, 1000}, {1000, 1000, 1000}, {1000, 1000 + int64(jitter), 1000},
		{1000, 1001 + int64(jitter), 1001 + int64(jitter)}, {1001, 1000, 1000},
	} {
		if got := onTime(c.slot, c.now); got != c.want {
			t.Errorf("a slot at %d that starts at %d counts as %d, want %d", c.slot, c.now, got, c.want)
		}
	}
}
