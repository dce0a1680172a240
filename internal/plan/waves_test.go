package plan

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"linkwanctl/internal/api"
)

func shares(t *testing.T, given string) []Share {
	t.Helper()
	all, problem := ParseShares(strings.Split(given, ","))
	if problem != nil {
		t.Fatal(problem)
	}
	return all
}

func TestSharesRise(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"1,10%,100%": "", "5": "", "30%,10": "", "1, 2": "", "100%": "",
		"": "number of changes", "0": "number of changes", "-1": "number of changes", "101%": "number of changes", "x": "number of changes", "1.5": "number of changes",
		"2,1": "more than the wave before", "10%,10%": "more than the wave before", "1,20%,1": "more than the wave before", "100%,5": "after 100%",
	} {
		_, problem := ParseShares(strings.Split(given, ","))
		if (problem == nil) != (want == "") || problem != nil && !strings.Contains(problem.Rule.String(), want) {
			t.Errorf("%s: %v, want %q", given, problem, want)
		}
	}
	if _, problem := ParseShares(strings.Split(strings.Repeat("1,", 5), ",")); problem == nil {
		t.Error("equal shares are taken")
	}
}

// numbered is an account of n permissions and a plan that changes each.
func numbered(t *testing.T, n int) (*service, *Plan) {
	t.Helper()
	live := account()
	var wants []Want
	for i := range n {
		id := fmt.Sprint(100 + i)
		live.list = append(live.list, permission(id, "p_"+id))
		wants = append(wants, Want{ID: id, Set: assignments("RxDelay=3")})
	}
	return live, live.plans(t, wants...)
}

func TestSharesAreRoundedUpAndTheRestIsALastWave(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		changes int
		given   string
		want    string
	}{
		{30, "1,10%,100%", "[1 2 27]"}, {30, "1,10%", "[1 2 27]"}, {5, "1,10%,100%", "[1 4]"}, {1, "1,10%,100%", "[1]"}, {3, "10,50%", "[3]"},
		{30, "50%", "[15 15]"}, {7, "33%,66%", "[3 2 2]"}, {0, "1,100%", "[]"},
	} {
		_, p := numbered(t, c.changes)
		if got := fmt.Sprint(p.InWaves(shares(t, c.given), false).WaveSizes()); got != c.want {
			t.Errorf("%s of %d: %s, want %s", c.given, c.changes, got, c.want)
		}
	}
}

func wavesOf(p *Plan) string {
	var all []string
	for i := range p.Rows {
		all = append(all, fmt.Sprintf("%s:%d", p.Rows[i].ID, p.Rows[i].Wave))
	}
	return strings.Join(all, " ")
}

func TestTheFewestNodesAreFirst(t *testing.T) {
	t.Parallel()
	_, p := numbered(t, 4)
	p.Rows[0].Nodes, p.Rows[2].Nodes, p.Rows[3].Nodes = "12", "9", "0"
	if got := wavesOf(p.InWaves(shares(t, "1,2,3"), true)); got != "100:3 101:4 102:2 103:1" {
		t.Errorf("got %s", got)
	}
}

// A name is given up in the wave in which it is taken, or before.
func TestARowIsNotInAnEarlierWaveThanTheOneItWaitsFor(t *testing.T) {
	t.Parallel()
	live := account(permission("1", "name_a"), permission("2", "name_b"), permission("3", "name_c"), permission("4", "name_d"))
	p := live.plans(t,
		Want{ID: "1", Set: assignments("JoinPermissionName=name_b")}, Want{ID: "2", Set: assignments("JoinPermissionName=name_c")},
		Want{ID: "3", Set: assignments("JoinPermissionName=name_e")}, Want{ID: "4", Set: assignments("RxDelay=3")})
	p.Rows[2].Nodes, p.Rows[1].Nodes, p.Rows[0].Nodes, p.Rows[3].Nodes = "9", "5", "1", "3"
	for _, byNodes := range []bool{false, true} {
		if got := wavesOf(p.InWaves(shares(t, "1,2,3"), byNodes)); got != "1:3 2:2 3:1 4:4" {
			t.Errorf("got %s", got)
		}
	}
	before := map[string]int{"1": 1, "2": 2, "4": 1} // 3 is new: it is in the last wave, and those that wait for it too
	if got := wavesOf(p.InWavesAsBefore(3, func(r *Row) int { return before[r.ID] })); got != "1:3 2:3 3:3 4:1" {
		t.Errorf("as before: %s", got)
	}
	in := p.InWaves(shares(t, "1,2,3"), false)
	var waves []string
	summary, err := in.Apply(t.Context(), t.Context(), live, ApplyOptions{Now: now, Waves: WaveHooks{
		Begin: func(_ context.Context, number, changes int) string {
			waves = append(waves, fmt.Sprint(number, changes))
			return ""
		},
	}})
	if err != nil || summary.Updated != 4 || summary.WavesDone != 4 || fmt.Sprint(waves) != "[1 1 2 1 3 1 4 1]" || live.list[0].JoinPermissionName != "name_b" {
		t.Errorf("%v, %+v, %v", err, summary, waves)
	}
}

func TestWavesAreDoneOneAfterTheOther(t *testing.T) {
	t.Parallel()
	live, p := numbered(t, 30)
	var told []string
	summary, err := p.InWaves(shares(t, "1,10%,100%"), false).Apply(t.Context(), t.Context(), live, ApplyOptions{Now: now, Waves: WaveHooks{
		Between: func(_ context.Context, d WaveDone) string {
			told = append(told, fmt.Sprintf("%d/%d: %d, then %d in %d; %d calls", d.Number, d.Of, len(d.Changed), d.Next, d.NextNumber, len(live.calls)))
			return ""
		},
	}})
	want := []string{"1/3: 1, then 2 in 2; 1 calls", "2/3: 2, then 27 in 3; 3 calls", "3/3: 27, then 0 in 0; 30 calls"}
	if err != nil || !summary.OK() || summary.Updated != 30 || summary.Waves != 3 || summary.WavesDone != 3 || !slices.Equal(told, want) {
		t.Errorf("%v, %+v\n%s", err, summary, strings.Join(told, "\n"))
	}
}

// The rows of the next waves are skipped, and say why.
func TestAWaveThatDoesNotBeginEndsTheApply(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fail        string
		why         string
		calls, done int
		ended       string
	}{
		"declined":      {"", EndedDeclined, 3, 1, EndedDeclined},
		"a row failed":  {"101", "", 3, 0, EndedWave},
		"in the second": {"104", "", 6, 1, EndedWave},
	} {
		live, p := numbered(t, 30)
		live.before = func(_ context.Context, call string) error {
			if c.fail != "" && strings.Contains(call, c.fail) {
				return &api.Error{Code: "InvalidName", Outcome: api.Refused, Attempts: 1}
			}
			return nil
		}
		var lines strings.Builder
		summary, err := p.InWaves(shares(t, "10%,20%,30%"), false).Apply(t.Context(), t.Context(), live, ApplyOptions{
			Now: now, Report: &memory{&lines}, Waves: WaveHooks{Between: func(context.Context, WaveDone) string { return c.why }},
		})
		failed := min(1, len(c.fail))
		if err != nil || summary.Ended != c.ended || len(live.calls) != c.calls-failed || summary.WavesDone != c.done || summary.Skipped != 30-c.calls || len(summary.NotDone) != 30-c.calls {
			t.Errorf("%s: %v, %+v, %d calls", name, err, summary, len(live.calls))
		}
		if n := strings.Count(lines.String(), c.ended); n != 30-c.calls {
			t.Errorf("%s: %d rows say why", name, n)
		}
	}
}

// memory is a report that is read later.
type memory struct{ *strings.Builder }

func (memory) Sync() error { return nil }

// A wave that an earlier process has ended is asked about again, unless the next one has begun.
func TestAnApplyGoesOnWithTheWaveThatWasUnderWay(t *testing.T) {
	t.Parallel()
	for begun, want := range map[int]string{0: "[1 2]", 1: "[1 2]", 2: "[2]"} {
		live, p := numbered(t, 3)
		in := p.InWavesAsBefore(2, func(*Row) int { return 2 })
		var told []int
		_, err := in.Apply(t.Context(), t.Context(), live, ApplyOptions{Now: now, Waves: WaveHooks{
			Earlier: true, Begun: begun, Between: func(_ context.Context, d WaveDone) string { told = append(told, d.Number); return "" },
		}})
		if err != nil || fmt.Sprint(told) != want || len(live.calls) != 3 {
			t.Errorf("%d begun: asked after %v, want %s; %v", begun, told, want, err)
		}
	}
}

// Without waves, what watches the devices is called once, unless nothing was done or a row failed.
func TestAnApplyInOneGoIsOneWave(t *testing.T) {
	t.Parallel()
	live, p := numbered(t, 2)
	var told []string
	hooks := WaveHooks{Between: func(_ context.Context, d WaveDone) string {
		told = append(told, fmt.Sprint(d.Number, d.Of, d.Next, len(d.Changed)))
		return "too quiet"
	}}
	summary, err := p.Apply(t.Context(), t.Context(), live, ApplyOptions{Now: now, Waves: hooks})
	if err != nil || summary.Ended != "too quiet" || summary.Updated != 2 || fmt.Sprint(told) != "[1 1 0 2]" {
		t.Errorf("%v, %+v, %q", err, summary, told)
	}
	checked, err := p.Check(t.Context(), live)
	if err != nil {
		t.Fatal(err)
	}
	if summary, err := checked.Apply(t.Context(), t.Context(), live, ApplyOptions{Now: now, Waves: hooks}); err != nil || !summary.OK() || len(told) != 1 {
		t.Errorf("with nothing to do: %v, %+v", err, summary)
	}
}

// What an apply reads before its changes may keep them from being made, in one go and in waves.
func TestAWaveThatMayNotBeginChangesNothing(t *testing.T) {
	t.Parallel()
	for _, waves := range []bool{false, true} {
		live, p := numbered(t, 3)
		if waves {
			p = p.InWaves(shares(t, "1"), false)
		}
		began := 0
		summary, err := p.Apply(t.Context(), t.Context(), live, ApplyOptions{Now: now, Waves: WaveHooks{
			Begin: func(context.Context, int, int) string { began++; return EndedUnread },
		}})
		if err != nil || summary.Ended != EndedUnread || summary.Skipped != 3 || len(live.calls) != 0 || began != 1 {
			t.Errorf("waves %v: %v, %+v, %d calls, began %d times", waves, err, summary, len(live.calls), began)
		}
	}
}

// Nothing is asked after a first wave in which nothing was left to do.
func TestAWaveThatWasNeverBegunIsNotOver(t *testing.T) {
	t.Parallel()
	live, p := numbered(t, 3)
	asked := 0
	summary, err := p.InWavesAsBefore(2, func(*Row) int { return 2 }).Apply(t.Context(), t.Context(), live, ApplyOptions{Now: now, Waves: WaveHooks{
		Between: func(_ context.Context, d WaveDone) string { asked += d.Next; return "" },
	}})
	if err != nil || summary.Updated != 3 || asked != 0 {
		t.Errorf("%v, %+v, asked about %d changes", err, summary, asked)
	}
}

// What follows the last wave is done again, if an earlier process did not end it.
func TestNothingToDoIsStillFollowed(t *testing.T) {
	t.Parallel()
	live, p := numbered(t, 2)
	if _, err := p.Apply(t.Context(), t.Context(), live, ApplyOptions{Now: now}); err != nil {
		t.Fatal(err)
	}
	checked, err := p.Check(t.Context(), live)
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	summary, err := checked.InWavesAsBefore(3, func(*Row) int { return 1 }).Apply(t.Context(), t.Context(), live, ApplyOptions{Now: now, Waves: WaveHooks{
		Earlier: true, Again: true, Between: func(_ context.Context, d WaveDone) string {
			told = append(told, fmt.Sprint(d.Number, d.Of, d.Next))
			return EndedSilent
		},
	}})
	if err != nil || summary.Ended != EndedSilent || fmt.Sprint(told) != "[3 3 0]" {
		t.Errorf("%v, %+v, %q", err, summary, told)
	}
}
