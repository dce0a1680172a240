package watch

import (
	"fmt"
	"math"
	"testing"
	"time"

	"linkwanctl/internal/joinperm"
)

// noon in UTC is 20:00 in China: 20 hours of the day have passed.
var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// usual is a permission with ten nodes that have sent once a minute.
func usual() Reading {
	return Reading{At: noon, Nodes: 10, Uplinks: 10 * 1200, Monthly: 10 * (22*1440 + 1200)}
}

// after is a later reading.
func (r Reading) after(d time.Duration, uplinks int64) Reading {
	r.At, r.Uplinks, r.Monthly = r.At.Add(d), r.Uplinks+uplinks, r.Monthly+uplinks
	return r
}

func (r Reading) joined(n int) Reading { r.Joined = n; return r }
func (r Reading) of(nodes int) Reading { r.Nodes = nodes; return r }

// follow adds readings that are d apart. Each of uplinks is what one has more than the reading before it.
func follow(p *Permission, d time.Duration, uplinks ...int64) State {
	for _, n := range uplinks {
		p.Add(p.last.after(d, n))
	}
	return p.State()
}

func TestSilentNodesAreEstimatedFromTheUplinksThatAreMissing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		first   Reading
		uplinks []int64 // a minute each
		judged  bool
		silent  int
	}{
		"all are heard":                    {usual(), []int64{10, 10, 10, 10}, true, 0},
		"too early":                        {usual(), []int64{0}, false, 0},
		"all are silent":                   {usual(), []int64{0, 0}, true, 8},
		"all are silent for longer":        {usual(), []int64{0, 0, 0, 0, 0, 0, 0, 0}, true, 10},
		"three are silent":                 {usual(), []int64{7, 7, 7, 7, 7, 7, 7, 7}, true, 3},
		"one uplink less is no silence":    {usual(), []int64{9, 10}, true, 0},
		"more than before":                 {usual(), []int64{20, 20}, true, 0},
		"they are heard again":             {usual(), []int64{0, 0, 0, 0, 10, 10, 10, 10, 10, 10, 10, 10}, true, 0},
		"they fall silent after long":      {usual(), append(tens(60), 5, 5, 5, 5, 5, 5, 5, 5), true, 5},
		"no nodes":                         {Reading{At: noon}, []int64{0, 0, 0}, false, 0},
		"nothing was heard before":         {Reading{At: noon, Nodes: 10}, []int64{0, 0, 0}, false, 0},
		"one node needs five uplinks":      {Reading{At: noon, Nodes: 1, Uplinks: 1200}, []int64{0, 0, 0, 0}, false, 0},
		"one node":                         {Reading{At: noon, Nodes: 1, Uplinks: 1200}, []int64{0, 0, 0, 0, 0}, true, 1},
		"the service does not count":       {Reading{At: noon, Nodes: 10, Uplinks: -1, Monthly: -1}, []int64{0, 0, 0}, false, 0},
		"nodes that joined are not silent": {usual().joined(9), []int64{0, 0, 0, 0}, true, 1},
		"more joined than there are":       {usual().joined(12), []int64{0, 0, 0, 0}, true, 0},
	} {
		if got := follow(Start(c.first), time.Minute, c.uplinks...); got.Judged != c.judged || got.Silent != c.silent {
			t.Errorf("%s: %+v, want judged %v and %d silent", name, got, c.judged, c.silent)
		}
	}
}

func tens(n int) []int64 {
	all := make([]int64, n)
	for i := range all {
		all[i] = 10
	}
	return all
}

func TestAStateSaysHowMuchLongerItTakes(t *testing.T) {
	t.Parallel()
	hourly := Reading{At: noon, Nodes: 10, Uplinks: 200}
	p := Start(hourly)
	if got := p.State(); got.Needs.Round(time.Second) != 2*time.Hour || got.Judged {
		t.Errorf("%+v", got)
	}
	if got := follow(p, 30*time.Minute, 5); got.Needs.Round(time.Second) != 90*time.Minute || got.Expected != 5 || got.Uplinks != 5 {
		t.Errorf("%+v", got)
	}
	if got := follow(p, 90*time.Minute, 15); got.Needs != 0 || !got.Judged || got.Silent != 0 {
		t.Errorf("%+v", got)
	}
}

// The rate before is that of today, of the month while the day is young, and counts from the
// permission's creation.
func TestTheRateBeforeIsTheAverageOfTheDayOrTheMonth(t *testing.T) {
	t.Parallel()
	dawn := time.Date(2026, 11, 22, 16, 0, 0, 0, time.UTC) // midnight in China
	first := time.Date(2026, 11, 30, 16, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		r      Reading
		minute float64
	}{
		"today":                    {usual(), 10},
		"the day is young":         {Reading{At: dawn.Add(30 * time.Minute), Uplinks: 900, Monthly: 10 * (22*1440 + 30)}, 10},
		"the month is young too":   {Reading{At: first.Add(30 * time.Minute), Uplinks: 300, Monthly: 300}, 10},
		"the month has just begun": {Reading{At: first, Uplinks: 0, Monthly: 0}, 0},
		"created today":            {Reading{At: noon, Created: noon.Add(-2 * time.Hour), Uplinks: 1200, Monthly: 1200}, 10},
		"created just now":         {Reading{At: noon, Created: noon, Uplinks: 0, Monthly: 0}, 0},
		"created some minutes ago": {Reading{At: noon, Created: noon.Add(-5 * time.Minute), Uplinks: 50, Monthly: 50}, 10},
		"nothing is counted":       {Reading{At: noon, Uplinks: -1, Monthly: -1}, 0},
	} {
		if got := c.r.rate() * 60; math.Abs(got-c.minute) > 1e-6 {
			t.Errorf("%s: %v a minute, want %v", name, got, c.minute)
		}
	}
}

// At midnight in China the counter starts again: what came before it since the last reading is not
// known, and the time is not counted either.
func TestOnlyTheTimeThatTheCounterCoversIsCounted(t *testing.T) {
	t.Parallel()
	at := func(clock string) time.Time {
		t.Helper()
		moment, err := time.Parse(time.RFC3339, clock+"+08:00")
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}
	for name, c := range map[string]struct {
		before, now   string
		uplinks, then int64
		want          int64
		in            time.Duration
		ok            bool
	}{
		"within a day":                 {"2026-11-23T20:00:00", "2026-11-23T20:01:00", 500, 510, 10, time.Minute, true},
		"nothing came":                 {"2026-11-23T20:00:00", "2026-11-23T20:01:00", 500, 500, 0, time.Minute, true},
		"across midnight":              {"2026-11-23T23:59:00", "2026-11-24T00:03:00", 500, 30, 30, 3 * time.Minute, true},
		"across the month":             {"2026-11-30T23:59:00", "2026-12-01T00:03:00", 500, 30, 30, 3 * time.Minute, true},
		"at midnight, not reset yet":   {"2026-11-23T23:59:00", "2026-11-24T00:00:01", 500, 510, 0, 0, false},
		"reset before midnight":        {"2026-11-23T23:59:00", "2026-11-23T23:59:58", 500, 3, 0, 0, false},
		"reset late":                   {"2026-11-24T00:00:01", "2026-11-24T00:01:00", 510, 10, 0, 0, false},
		"reset in the middle of a day": {"2026-11-23T20:00:00", "2026-11-23T20:01:00", 500, 10, 0, 0, false},
		"the clock went back":          {"2026-11-23T20:00:00", "2026-11-23T19:59:00", 500, 510, 0, 0, false},
		"no time passed":               {"2026-11-23T20:00:00", "2026-11-23T20:00:00", 500, 500, 0, 0, false},
		"not counted before":           {"2026-11-23T20:00:00", "2026-11-23T20:01:00", -1, 500, 0, 0, false},
		"not counted any more":         {"2026-11-23T20:00:00", "2026-11-23T20:01:00", 500, -1, 0, 0, false},
	} {
		uplinks, in, ok := counted(Reading{At: at(c.before), Uplinks: c.uplinks}, Reading{At: at(c.now), Uplinks: c.then})
		if uplinks != c.want || in != c.in || ok != c.ok {
			t.Errorf("%s: %d in %s, %v", name, uplinks, in, ok)
		}
	}
}

func TestNoNodeIsSilentBecauseOfMidnight(t *testing.T) {
	t.Parallel()
	first := Reading{At: time.Date(2026, 11, 23, 15, 57, 30, 0, time.UTC), Nodes: 10, Uplinks: 14375}
	p := Start(first)
	p.Add(first.after(time.Minute, 10))
	p.Add(first.after(2*time.Minute, 20))
	for i := range 10 {
		p.Add(Reading{At: first.At.Add(time.Duration(3+i) * time.Minute), Nodes: 10, Uplinks: int64(5 + 10*i)})
	}
	got := p.State()
	if got.Silent != 0 || !got.Judged || got.Uplinks != 20+95 || got.Counted != 11*time.Minute+30*time.Second || math.Abs(got.Expected-float64(got.Uplinks)) > 0.2 {
		t.Errorf("%+v", got)
	}
}

// A lost reading costs nothing: the next one covers its time.
func TestALostReadingIsMadeUpForByTheNext(t *testing.T) {
	t.Parallel()
	p := Start(usual())
	if got := follow(p, 3*time.Minute, 30); !got.Judged || got.Silent != 0 || got.Expected != 30 {
		t.Errorf("%+v", got)
	}
}

// Nodes that were removed are not silent; new ones do not hide those that are.
func TestNodesThatComeOrGoAreNotSilent(t *testing.T) {
	t.Parallel()
	p := Start(usual())
	for i := range int64(8) {
		p.Add(usual().after(time.Duration(i+1)*time.Minute, 5*(i+1)).of(5))
	}
	if got := p.State(); got.Nodes != 5 || got.NodesBefore != 10 || !got.Judged || got.Silent != 0 {
		t.Errorf("fewer: %+v", got)
	}
	p = Start(usual())
	for i := range int64(12) {
		p.Add(usual().after(time.Duration(i+1)*time.Minute, 5*(i+1)).of(12))
	}
	if got := p.State(); got.Silent != 6 {
		t.Errorf("more: %+v", got)
	}
}

// A permission that has lost all its nodes is not heard, whoever removed them.
func TestNodesThatAreAllGoneAreSilent(t *testing.T) {
	t.Parallel()
	p := Start(usual())
	p.Add(usual().after(time.Minute, 10).of(-1)) // the service did not say: as many as before
	if got := p.State(); got.Nodes != 10 || got.Gone != 0 {
		t.Errorf("%+v", got)
	}
	p.Add(usual().after(2*time.Minute, 10).of(0))
	got := p.State()
	if got.Nodes != 0 || !got.Judged || got.Silent != 10 || got.Gone != 10 {
		t.Errorf("%+v", got)
	}
	if v := Sum(got, State{Nodes: 10}); v.Percent() != 50 || v.Nodes != 20 {
		t.Errorf("%+v", v)
	}
}

// What came between the first reading and the change tells nothing about the change.
func TestUplinksCountFromTheChangeOn(t *testing.T) {
	t.Parallel()
	p := Start(usual())
	p.Changed(usual().after(10*time.Minute, 100))
	if got := follow(p, 2*time.Minute, 0); got.Uplinks != 0 || got.Expected != 20 || got.Silent != 8 || got.Before == 0 {
		t.Errorf("%+v", got)
	}
}

func TestRatesAreThoseOfEachReading(t *testing.T) {
	t.Parallel()
	p := Start(usual())
	follow(p, time.Minute, 60, 0)
	p.Add(Reading{At: p.last.At.Add(time.Minute), Nodes: 10, Uplinks: 3})
	if got := p.State(); fmt.Sprint(got.Rates) != "[1 0 -1]" || got.Before != 1.0/6 {
		t.Errorf("%v, %v before", got.Rates, got.Before)
	}
}

func TestALongWatchKeepsItsSum(t *testing.T) {
	t.Parallel()
	p := Start(usual())
	for range mostSpans + 50 {
		p.Add(p.last.after(time.Second, 1))
	}
	if got := p.State(); got.Uplinks != mostSpans+50 || len(got.Rates) != mostSpans {
		t.Errorf("%d uplinks, %d rates", got.Uplinks, len(got.Rates))
	}
}

func TestAVerdictCountsNodesNotPermissions(t *testing.T) {
	t.Parallel()
	v := Sum(State{Nodes: 10, Judged: true, Silent: 2}, State{Nodes: 2, Joined: 1, Judged: true, Silent: 1}, State{Nodes: 3}, State{})
	if v != (Verdict{Nodes: 15, Joined: 1, Silent: 3, Judged: 2, Unjudged: 1}) || v.Exceeds(20) || !v.Exceeds(19) {
		t.Errorf("%+v", v)
	}
	if none := Sum(); none.Exceeds(0) || none.Percent() != 0 {
		t.Errorf("%+v", none)
	}
}

func TestAReadingIsWhatTheServiceCounts(t *testing.T) {
	t.Parallel()
	p := joinperm.Owned{NodesCnt: "10", RxDailySum: "240", RxMonthSum: "", CreateMillis: "1577836800000"}
	want := Reading{At: noon, Created: time.UnixMilli(1577836800000), Nodes: 10, Joined: 3, Uplinks: 240, Monthly: -1}
	if got := ReadingOf(noon, &p, 3); got != want {
		t.Errorf("%+v", got)
	}
}
