package plan

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"linkwanctl/internal/api"
)

// journal is a report in memory.
type journal struct {
	entries []Entry
	synced  int // lines
	full    int // fails to write once it has this many lines; 0 is never
}

var errFull = errors.New("no space left on device")

func (j *journal) Write(line []byte) (int, error) {
	lines := strings.Split(strings.TrimSuffix(string(line), "\n"), "\n")
	if j.full > 0 && len(j.entries)+len(lines) > j.full {
		return 0, errFull
	}
	for _, line := range lines {
		j.entries = append(j.entries, parseEntry(line))
	}
	return len(line), nil
}

func (j *journal) Sync() error {
	j.synced = len(j.entries)
	return nil
}

// rows gives the entries in short, in the rows' order.
func (j *journal) rows() []string {
	var all []string
	for _, e := range j.entries {
		text := fmt.Sprintf("%s %s %s", e.Place, e.Outcome, e.ID)
		if e.Code != "" {
			text += " " + e.Code
		}
		if e.Outcome == OutcomeSkipped || e.Code == CodeBlocked {
			text += ": " + e.Message.String()
		}
		if len(e.Done) > 0 {
			text += fmt.Sprint(" did ", e.Done)
		}
		all = append(all, text)
	}
	slices.Sort(all)
	return all
}

// applied carries a plan out, one call at a time of each action, and gives the summary and the
// report.
func applied(t *testing.T, p *Plan, live *service, o ApplyOptions) (Summary, *journal) {
	t.Helper()
	report := &journal{}
	o.Report, o.Now = report, now
	if o.Parallel == 0 {
		o.Parallel = 1
	}
	summary, err := p.Apply(t.Context(), t.Context(), live, o)
	if err != nil {
		t.Fatal(err)
	}
	if summary.rows() != len(p.Rows) || len(report.entries) != len(p.Rows) || report.synced != len(p.Rows) {
		t.Errorf("of %d rows %d are counted, %d reported, %d on the disk", len(p.Rows), summary.rows(), len(report.entries), report.synced)
	}
	return summary, report
}

func TestApplyDoesWhatDiffersAndNothingElse(t *testing.T) {
	t.Parallel()
	live := account(permission("1", "aaaa"), permission("2", "bbbb"), permission("3", "cccc"), permission("4", "dddd"))
	wants := []Want{
		{ID: "1", Enabled: "false", Set: assignments("ClassMode=C", "RxDelay=1")},
		{ID: "2", Set: assignments("ClassMode=A")},
		{Name: "cccc", Enabled: "false"},
		{Name: "omega", Enabled: "false", Set: assignments("ClassMode=A", "FreqBandPlanGroupId=101")},
		{ID: "9"},
	}
	summary, report := applied(t, live.plans(t, wants...), live, ApplyOptions{})
	slices.Sort(live.calls)
	expect(t, "calls", live.calls, []string{"create omega", "enable 1 false", "enable 1001 false", "enable 3 false", "update 1"})
	expect(t, "report", report.rows(), []string{
		"fleet.yaml:1:1 updated 1", "fleet.yaml:2:1 unchanged 2", "fleet.yaml:3:1 updated 3", "fleet.yaml:4:1 created 1001", "fleet.yaml:5:1 failed 9 Missing",
	})
	if summary.Updated != 2 || summary.Created != 1 || summary.Unchanged != 1 || summary.Failed != 1 || summary.Attempts != 5 || summary.First() != nil || summary.OK() {
		t.Errorf("summary %+v", summary)
	}
	live.calls = nil
	again := live.plans(t, wants...)
	if summary, _ := applied(t, again, live, ApplyOptions{}); len(live.calls) > 0 || summary.Unchanged != 4 {
		t.Errorf("a second apply: %+v after %v", summary, live.calls)
	}
}

func TestEnablingFollowsTheUpdateOfItsRow(t *testing.T) {
	t.Parallel()
	live := account(permission("1", "aaaa"))
	applied(t, live.plans(t, Want{ID: "1", Enabled: "false", Set: assignments("ClassMode=C")}), live, ApplyOptions{Parallel: 4})
	expect(t, "calls", live.calls, []string{"update 1", "enable 1 false"})
}

func TestFailedRowDoesNotStopTheOthers(t *testing.T) {
	t.Parallel()
	live := account(permission("1", "aaaa"), permission("2", "bbbb"), permission("3", "cccc"), permission("4", "dddd"))
	change := assignments("ClassMode=C")
	p := live.plans(t, Want{ID: "1", Set: change}, Want{ID: "2", Set: change, Enabled: "false"}, Want{ID: "3", Set: change, Enabled: "false"}, Want{ID: "4", Set: change})
	live.before = func(_ context.Context, call string) error {
		switch call {
		case "update 1", "update 2":
			return refused("JoinPermissionAlreadyAuthorized")
		case "enable 3 false":
			return refused("ForbiddenByRam")
		}
		return nil
	}
	summary, report := applied(t, p, live, ApplyOptions{})
	expect(t, "report", report.rows(), []string{
		"fleet.yaml:1:1 failed 1 JoinPermissionAlreadyAuthorized", "fleet.yaml:2:1 failed 2 JoinPermissionAlreadyAuthorized",
		"fleet.yaml:3:1 failed 3 ForbiddenByRam did [ClassMode]", "fleet.yaml:4:1 updated 4",
	})
	var groups []string
	for _, group := range summary.Failures {
		groups = append(groups, fmt.Sprintf("%d %s as %s %s", group.Count, group.Code, group.Example.ID, group.Example.Message))
	}
	slices.Sort(groups)
	expect(t, "failures", groups, []string{"1 ForbiddenByRam as 3 told by the service", "2 JoinPermissionAlreadyAuthorized as 1 told by the service"})
	if first := summary.First(); first == nil || first.Code != summary.Failures[0].Code {
		t.Errorf("first failure %v", first)
	}
}

func TestNamesAreGivenUpBeforeTheyAreTaken(t *testing.T) {
	t.Parallel()
	chain := []Want{{ID: "1", Name: "bbbb"}, {ID: "2", Name: "cccc"}, {ID: "3", Name: "free"}}
	list := func() *service {
		return account(permission("1", "aaaa"), permission("2", "bbbb"), permission("3", "cccc"))
	}
	for name, c := range map[string]struct {
		part    func(*Plan) *Plan // nil: all of it
		options ApplyOptions
		fails   string
		calls   []string
		report  []string
	}{
		"all": {nil, ApplyOptions{Parallel: 8}, "", []string{"update 3", "update 2", "update 1"}, []string{"fleet.yaml:1:1 updated 1", "fleet.yaml:2:1 updated 2", "fleet.yaml:3:1 updated 3"}},
		"the first fails": {nil, ApplyOptions{}, "update 3", nil, []string{
			"fleet.yaml:1:1 failed 1 Blocked: permission 2 still has the name bbbb", "fleet.yaml:2:1 failed 2 Blocked: permission 3 still has the name cccc", "fleet.yaml:3:1 failed 3 InvalidName",
		}},
		"limit": {func(p *Plan) *Plan { return p.Select(nil, 2) }, ApplyOptions{}, "", []string{"update 3", "update 2"}, []string{
			"fleet.yaml:1:1 skipped 1: --limit reached", "fleet.yaml:2:1 updated 2", "fleet.yaml:3:1 updated 3",
		}},
		"only": {func(p *Plan) *Plan { return p.Select(func(r Row) bool { return r.ID != "3" }, 0) }, ApplyOptions{}, "", nil, []string{
			"fleet.yaml:1:1 skipped 1: needs the name of a skipped row", "fleet.yaml:2:1 skipped 2: needs the name of a skipped row", "fleet.yaml:3:1 skipped 3: not selected",
		}},
		"stop on error": {nil, ApplyOptions{StopOnError: true}, "update 2", []string{"update 3"}, []string{
			"fleet.yaml:1:1 failed 1 Blocked: permission 2 still has the name bbbb", "fleet.yaml:2:1 failed 2 InvalidName", "fleet.yaml:3:1 updated 3",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			live := list()
			p := live.plans(t, chain...)
			if c.part != nil {
				p = c.part(p)
			}
			live.before = func(_ context.Context, call string) error {
				if call == c.fails {
					return refused("InvalidName")
				}
				return nil
			}
			_, report := applied(t, p, live, c.options)
			expect(t, "calls", live.calls, c.calls)
			expect(t, "report", report.rows(), c.report)
		})
	}
}

// many gives n permissions and rows that change each.
func many(n int) (*service, []Want) {
	live := account()
	var wants []Want
	for i := range n {
		id := fmt.Sprint(i + 1)
		live.list = append(live.list, permission(id, fmt.Sprintf("p_%06d", i+1)))
		wants = append(wants, Want{ID: id, Set: assignments("ClassMode=C")})
	}
	return live, wants
}

func TestLimitDoesTheFirstChangesAlone(t *testing.T) {
	t.Parallel()
	live, wants := many(5)
	wants[0].Set = assignments("ClassMode=A") // no change
	summary, _ := applied(t, live.plans(t, wants...).Select(nil, 2), live, ApplyOptions{})
	expect(t, "calls", live.calls, []string{"update 2", "update 3"})
	if summary.Updated != 2 || summary.Skipped != 2 || summary.Unchanged != 1 || !summary.OK() {
		t.Errorf("summary %+v", summary)
	}
}

func TestTooManyFailuresEndTheApply(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		options ApplyOptions
		calls   int
	}{{ApplyOptions{}, 9}, {ApplyOptions{StopOnError: true}, 1}, {ApplyOptions{MaxFailures: 3}, 3}} {
		live, wants := many(9)
		p := live.plans(t, wants...)
		live.after = func(string) error { return refused("InvalidName") }
		summary, _ := applied(t, p, live, c.options)
		ended := EndedFailures
		if c.calls == 9 {
			ended = ""
		}
		if len(live.calls) != c.calls || summary.Failed != c.calls || summary.Ended != ended {
			t.Errorf("%+v: %d calls, %+v", c.options, len(live.calls), summary)
		}
	}
	live, wants := many(3)
	p := live.plans(t, append(wants, Want{ID: "99"})...)
	if summary, _ := applied(t, p, live, ApplyOptions{StopOnError: true}); len(live.calls) > 0 || summary.Failed != 1 || summary.Skipped != 3 {
		t.Errorf("a row that cannot be done: %+v after %v", summary, live.calls)
	}
}

// The client has retried what may be retried: a row that fails all the same has failed, and the
// same command does the rest.
func TestOnlyTheClientRetries(t *testing.T) {
	t.Parallel()
	live, wants := many(3)
	p := live.plans(t, append(wants, Want{Name: "new_one", Set: assignments("ClassMode=A", "FreqBandPlanGroupId=101")})...)
	live.after = func(call string) error {
		switch call {
		case "update 1":
			return unavailable()
		case "update 2", "create new_one":
			return lost()
		}
		return nil
	}
	summary, report := applied(t, p, live, ApplyOptions{})
	slices.Sort(live.calls)
	expect(t, "calls", live.calls, []string{"create new_one", "update 1", "update 2", "update 3"})
	expect(t, "report", report.rows(), []string{
		"fleet.yaml:1:1 failed 1 ServiceUnavailable", "fleet.yaml:2:1 failed 2 ConnectionLost", "fleet.yaml:3:1 updated 3", "fleet.yaml:4:1 failed  ConnectionLost",
	})
	if summary.Attempts != 4+4+1+4 {
		t.Errorf("%d attempts", summary.Attempts)
	}
}

func TestProgressCountsRowsOnceTheyAreOnTheDisk(t *testing.T) {
	t.Parallel()
	live, wants := many(20)
	p := live.plans(t, append(wants, Want{ID: "99"})...)
	told := make(chan struct{}) // that a row is done
	live.before = func(_ context.Context, call string) error {
		switch call {
		case "update 3":
			<-told // so that it is in flight then
		case "update 7":
			return refused("InvalidName")
		}
		return nil
	}
	var last Progress
	most := 0
	report := &journal{}
	if _, err := p.Apply(t.Context(), t.Context(), live, ApplyOptions{Parallel: 4, Report: report, Progress: func(now Progress) {
		if now.Done < last.Done || now.Done+now.InFlight > now.Total || now.Done > report.synced {
			t.Errorf("%+v after %+v, %d on the disk", now, last, report.synced)
		}
		if last.Done == 0 && now.Done > 0 {
			close(told)
		}
		most = max(most, now.InFlight)
		last = now
	}}); err != nil {
		t.Fatal(err)
	}
	if last != (Progress{Total: 20, Done: 20, Failed: 1}) || most == 0 || most > 4 {
		t.Errorf("at the end %+v, at most %d in flight", last, most)
	}
}

// Each action has its own share of the calls in flight: a slow one holds no other up.
func TestActionsDoNotWaitForEachOther(t *testing.T) {
	t.Parallel()
	live, wants := many(4)
	for i := range 4 {
		id := fmt.Sprint(100 + i)
		live.list = append(live.list, permission(id, "s_"+id))
		wants = append(wants, Want{ID: id, Enabled: "false"}, Want{Name: "new_" + id, Set: assignments("ClassMode=A", "FreqBandPlanGroupId=101")})
	}
	p := live.plans(t, wants...)
	var others sync.WaitGroup // all creations and enablings end before an update does
	others.Add(8)
	live.before = func(_ context.Context, call string) error {
		if strings.HasPrefix(call, "update") {
			others.Wait()
		}
		return nil
	}
	live.after = func(call string) error {
		if !strings.HasPrefix(call, "update") {
			others.Done()
		}
		return nil
	}
	if summary, _ := applied(t, p, live, ApplyOptions{Parallel: 2}); summary.Updated != 8 || summary.Created != 4 {
		t.Errorf("%+v", summary)
	}
}

var _ Live = (*api.Client)(nil)

// A defect that one row meets costs the others nothing, and what it says of that row's outcome is
// no promise.
func TestARowThatPanicsFailsAlone(t *testing.T) {
	t.Parallel()
	live, wants := many(5)
	live.after = func(call string) error {
		if call == "update 3" {
			panic("test-secret")
		}
		return nil
	}
	summary, report := applied(t, live.plans(t, wants...), live, ApplyOptions{Parallel: 2})
	if summary.Updated != 4 || summary.Failed != 1 {
		t.Errorf("summary %+v", summary)
	}
	for _, e := range report.entries {
		if e.Outcome == OutcomeFailed && (e.ID != "3" || e.Code != "Defect" || e.CallOutcome != api.Unknown || strings.Contains(e.Message.String(), "test-secret")) {
			t.Errorf("reported %+v", e)
		}
	}
}

// Thousands of rows do not wait one after another for a service that stays away.
func TestALongOutageEndsTheApply(t *testing.T) {
	t.Parallel()
	live, wants := many(200)
	p := live.plans(t, wants...)
	live.after = func(string) error { return unavailable() }
	summary, report := applied(t, p, live, ApplyOptions{Parallel: 4})
	if summary.Ended != EndedOutage || summary.Failed < DefaultParallel || summary.Failed > DefaultParallel+4 || len(report.rows()) != 200 {
		t.Errorf("%+v", summary)
	}
}
