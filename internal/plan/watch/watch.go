package watch

import "time"

// Permission follows one permission. Its methods are not safe for concurrent use.
//
//	p := watch.Start(before)    // before the change, or when the watch begins
//	p.Changed(now)              // optional: the first reading after the change
//	p.Add(now)                  // each later reading; one that failed is made up for by the next
//	watch.Sum(p.State(), …).Exceeds(20)
type Permission struct {
	before Reading
	last   Reading
	rate   float64 // uplinks a second before, 0 if unknown
	total  span    // since the change
	spans  []span  // the last of it
}

// span is the time between two readings.
type span struct {
	uplinks  int64
	expected float64       // as many as came before in such a time
	counted  time.Duration // 0 if the counter told nothing
}

// State is what is known of a permission.
type State struct {
	Nodes       int     // that use it now
	NodesBefore int     // that used it at the first reading
	Joined      int     // have joined since the first reading
	Gone        int     // NodesBefore if there are none any more: they count as silent
	Uplinks     int64   // since the change
	Expected    float64 // as many as came before in the same time; 0 if that is unknown
	Judged      bool    // enough time has passed to say how many are silent
	Silent      int     // an estimate; 0 unless it is judged
	Counted     time.Duration
	// Needs is how much longer it takes until it can be judged, at the rate before. 0 if it is, or if
	// it never can be: nothing was heard before.
	Needs time.Duration
	// Rates are the uplinks a second in the time before each reading, negative if unknown; Before is
	// the average before the change, 0 if unknown.
	Rates  []float64
	Before float64
}

// Start begins with a reading before the change, or with the first one at all.
func Start(before Reading) *Permission {
	before.Nodes = max(0, before.Nodes)
	return &Permission{before: before, last: before, rate: before.rate()}
}

// Changed says that the change was made before this reading, and after the one that it began with:
// uplinks count from here on.
func (p *Permission) Changed(now Reading) {
	p.last, p.total, p.spans = p.known(now), span{}, nil
}

// mostSpans bounds the memory of a long watch, and the work of a reading.
const mostSpans = 1000

// Add adds a reading.
func (p *Permission) Add(now Reading) {
	now = p.known(now)
	uplinks, in, ok := counted(p.last, now)
	s := span{}
	if ok {
		s = span{uplinks, p.rate * in.Seconds() * p.left(now), in}
	}
	if len(p.spans) == mostSpans {
		p.spans = append(p.spans[:0], p.spans[1:]...)
	}
	p.spans, p.last = append(p.spans, s), now
	p.total = span{p.total.uplinks + s.uplinks, p.total.expected + s.expected, p.total.counted + s.counted}
}

// known is a reading with the number of nodes of the one before, if the service did not say it.
func (p *Permission) known(now Reading) Reading {
	if now.Nodes < 0 {
		now.Nodes = p.last.Nodes
	}
	return now
}

// left is the share of the nodes that are still there. New ones have no uplinks before.
func (p *Permission) left(now Reading) float64 {
	if p.before.Nodes == 0 || now.Nodes >= p.before.Nodes {
		return 1
	}
	return float64(now.Nodes) / float64(p.before.Nodes)
}

// A permission is judged as soon as each of its nodes would have sent twice, and by the last eight
// times: what happened long ago must not hide what happens now.
const (
	judgedAfter   = 2
	judgedBy      = 8
	leastExpected = 5
)

// State is what is known by now.
func (p *Permission) State() State {
	s := State{
		Nodes: p.last.Nodes, NodesBefore: p.before.Nodes, Joined: min(p.last.Joined, p.last.Nodes),
		Uplinks: p.total.uplinks, Expected: p.total.expected, Counted: p.total.counted, Before: p.rate,
	}
	for _, x := range p.spans {
		rate := -1.0
		if x.counted > 0 {
			rate = float64(x.uplinks) / x.counted.Seconds()
		}
		s.Rates = append(s.Rates, rate)
	}
	enough := max(judgedAfter*float64(s.Nodes), leastExpected)
	switch usual := p.rate * p.left(p.last); {
	case s.Nodes == 0 && s.NodesBefore > 0:
		s.Judged, s.Silent, s.Gone = true, s.NodesBefore, s.NodesBefore
	case s.Nodes == 0 || usual == 0:
	case s.Expected < enough:
		s.Needs = time.Duration((enough - s.Expected) / usual * float64(time.Second))
	default:
		uplinks, expected := p.recent(max(judgedBy*float64(s.Nodes), leastExpected))
		s.Judged, s.Silent = true, min(silentOf(s.Nodes, uplinks, expected), s.Nodes-s.Joined)
	}
	return s
}

// recent are the uplinks of the latest spans, as many as it takes until enough were expected: all spans if they are too few.
func (p *Permission) recent(enough float64) (uplinks int64, expected float64) {
	for i := len(p.spans) - 1; i >= 0 && expected < enough; i-- {
		uplinks, expected = uplinks+p.spans[i].uplinks, expected+p.spans[i].expected
	}
	return uplinks, expected
}

// Verdict is what is known of several permissions together.
type Verdict struct {
	Nodes    int // that use them, and those of permissions that have none any more
	Joined   int
	Silent   int
	Judged   int // permissions whose Silent is known
	Unjudged int // those with nodes for which it is not known yet
}

// Sum adds states up.
func Sum(states ...State) Verdict {
	var v Verdict
	for _, s := range states {
		v.Nodes, v.Joined, v.Silent = v.Nodes+s.Nodes+s.Gone, v.Joined+s.Joined, v.Silent+s.Silent
		switch {
		case s.Judged:
			v.Judged++
		case s.Nodes > 0:
			v.Unjudged++
		}
	}
	return v
}

// Percent is the share of the nodes that are silent, 0 to 100.
func (v Verdict) Percent() float64 {
	if v.Nodes == 0 {
		return 0
	}
	return 100 * float64(v.Silent) / float64(v.Nodes)
}

// Exceeds reports whether more nodes than that share are silent. Nodes of which nothing can be said
// count as heard.
func (v Verdict) Exceeds(percent float64) bool { return v.Percent() > percent }
