package plan

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
)

func parseEntry(line string) Entry {
	var e Entry
	if err := json.Unmarshal([]byte(line), &e); err != nil {
		panic(err)
	}
	return e
}

// The first signal: what has been sent finishes and no other call starts, so that a row whose
// update was sent lacks its enabling. A second apply does the rest.
func TestAStoppedApplyFinishesWhatWasSentAndNothingElse(t *testing.T) {
	t.Parallel()
	live, wants := many(50)
	for i := range wants {
		wants[i].Enabled = "false"
	}
	p := live.plans(t, wants...)
	stop, cancel := context.WithCancel(t.Context())
	const parallel = 4
	started := make(chan struct{}, 1000)
	live.before = func(ctx context.Context, call string) error {
		if strings.HasPrefix(call, "update") {
			started <- struct{}{}
			<-stop.Done()
			return nil // it has been sent
		}
		return ctx.Err()
	}
	go func() {
		for range parallel {
			<-started
		}
		cancel()
	}()
	report := &journal{}
	summary, err := p.Apply(stop, t.Context(), live, ApplyOptions{Parallel: parallel, Report: report, Now: now})
	if err != nil || summary.Failed != parallel || summary.Skipped != 50-parallel || summary.Ended != EndedInterrupted || len(report.entries) != 50 {
		t.Errorf("%+v, %d reported, %v", summary, len(report.entries), err)
	}
	slices.Sort(live.calls)
	expect(t, "calls", live.calls, []string{"update 1", "update 2", "update 3", "update 4"})
	for _, e := range report.entries {
		if e.Outcome == OutcomeFailed && (e.Code != api.CodeInterrupted || e.CallOutcome != api.NotSent || e.Attempts != 1 || e.RequestID != "request of update "+e.ID) {
			t.Errorf("reported %+v", e)
		}
	}
	live.before = nil
	again := live.plans(t, wants...)
	if summary, _ := applied(t, again, live, ApplyOptions{}); summary.Updated != 50 || len(live.calls) != parallel+parallel+2*(50-parallel) {
		t.Errorf("a second apply: %+v after %d calls", summary, len(live.calls))
	}
}

// Whatever ends an apply, a row that lacks its enabling has failed and says what was done, wherever
// the enabling was: not yet begun, in the quota, or between two attempts.
func TestAnEnablingIsNotStartedOnceAnApplyEnds(t *testing.T) {
	t.Parallel()
	given := func(attempts int, outcome api.Outcome) *api.Error {
		return &api.Error{Code: api.CodeInterrupted, Message: i18n.Raw("given up"), Attempts: attempts, Outcome: outcome}
	}
	for name, c := range map[string]struct {
		options ApplyOptions
		full    int
		failure *api.Error // of the enabling under way
		message string
		outcome api.Outcome
	}{
		"in the quota":         {failure: given(0, api.NotSent), message: "Interrupted: updated, but not disabled (interrupted)", outcome: api.NotSent},
		"between two attempts": {failure: given(1, api.Refused), message: "Interrupted: updated, but not disabled (interrupted)", outcome: api.Refused},
		"perhaps carried out":  {failure: given(1, api.Unknown), message: "Interrupted: given up", outcome: api.Unknown},
		"stop on error":        {options: ApplyOptions{StopOnError: true}, failure: given(0, api.NotSent), message: "Stopped: updated, but not disabled (failure limit reached)", outcome: api.NotSent},
		"report is full":       {full: 1, failure: given(0, api.NotSent), message: "Stopped: updated, but not disabled (cannot write the report)", outcome: api.NotSent},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			live, wants := many(3)
			wants[0].Enabled = "false"
			p := live.plans(t, wants...)
			stop, cancel := context.WithCancel(t.Context())
			defer cancel()
			waits := make(chan struct{})
			live.before = func(ctx context.Context, call string) error {
				switch {
				case strings.HasPrefix(call, "enable"):
					close(waits)
					<-ctx.Done()
					return c.failure
				case call == "update 1":
					return nil
				}
				<-waits
				switch {
				case c.options.StopOnError && call == "update 2":
					return refused("InvalidName")
				case !c.options.StopOnError && c.full == 0:
					cancel()
				}
				return nil
			}
			report := &journal{full: c.full}
			c.options.Report, c.options.Now = report, now
			summary, err := p.Apply(stop, t.Context(), live, c.options)
			var lost *ReportError
			if errors.As(err, &lost) {
				report.entries = append(report.entries, lost.Lost...)
			}
			i := slices.IndexFunc(report.entries, func(e Entry) bool { return e.ID == "1" })
			if i < 0 {
				t.Fatalf("%+v, %v", summary, err)
			}
			e := report.entries[i]
			if got := e.Code + ": " + e.Message.String(); e.Outcome != OutcomeFailed || !strings.HasPrefix(got, c.message) || e.CallOutcome != c.outcome || !slices.Equal(e.Done, []string{"ClassMode"}) || e.Attempts != 1+c.failure.Attempts {
				t.Errorf("reported %+v", e)
			}
			if slices.Contains(live.calls, "enable 1 false") {
				t.Errorf("calls %v", live.calls)
			}
		})
	}
}

// A permission that was made and not disabled says so; a saved plan does the rest too.
func TestACreationWithoutItsEnablingIsFinishedByTheSame(t *testing.T) {
	t.Parallel()
	live := account()
	p := live.plans(t, Want{Name: "omega", Enabled: "true", Set: assignments("ClassMode=A", "FreqBandPlanGroupId=101")})
	stop, cancel := context.WithCancel(t.Context())
	live.before = func(context.Context, string) error {
		cancel()
		return nil
	}
	report := &journal{}
	if _, err := p.Apply(stop, t.Context(), live, ApplyOptions{Report: report, Now: now}); err != nil {
		t.Fatal(err)
	}
	e := report.entries[0]
	if want := "created, but not enabled (interrupted); run the same command again to finish"; e.Message.String() != want || e.ID != "1001" || len(e.Done) != 3 {
		t.Errorf("reported %+v", e)
	}
	live.before = nil
	live.list[0].Enabled = "false"
	checked, err := reread(t, p).Check(t.Context(), live)
	if err != nil {
		t.Fatal(err)
	}
	applied(t, checked, live, ApplyOptions{})
	expect(t, "calls", live.calls, []string{"create omega", "enable 1001 true"})
}

// queue is what an account's calls wait in, as for the quota: it lets the first few go and gives up
// the others when the context ends.
func queue(live *service, first int) {
	var mu sync.Mutex
	live.before = func(ctx context.Context, _ string) error {
		mu.Lock()
		first--
		sent := first >= 0
		mu.Unlock()
		if sent {
			return nil
		}
		<-ctx.Done()
		return &api.Error{Code: api.CodeInterrupted, Message: i18n.Raw("given up"), Outcome: api.NotSent}
	}
}

// A row is in flight once its request has been sent. What waits then is not started, and neither
// the report nor the progress tells that it was; whatever ends the apply.
func TestRowsThatWaitAreNotStartedOnceAnApplyEnds(t *testing.T) {
	t.Parallel()
	const sent, parallel = 3, 16
	for name, c := range map[string]struct {
		options         ApplyOptions
		full            int
		refuse          bool
		ended           string
		updated, failed int
	}{
		"interrupted":     {ended: EndedInterrupted, updated: sent},
		"stop on error":   {options: ApplyOptions{StopOnError: true}, refuse: true, ended: EndedFailures, failed: sent},
		"too many failed": {options: ApplyOptions{MaxFailures: 3}, refuse: true, ended: EndedFailures, failed: sent},
		"report is full":  {full: 1, ended: EndedReport, updated: sent},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			live, wants := many(40)
			p := live.plans(t, wants...)
			stop, cancel := context.WithCancel(t.Context())
			defer cancel()
			queue(live, sent)
			answered := 0
			live.after = func(string) error {
				if answered++; answered == sent && c.ended == EndedInterrupted {
					cancel()
				}
				if c.refuse {
					return refused("InvalidName")
				}
				return nil
			}
			report := &journal{full: c.full}
			var last Progress
			c.options.Parallel, c.options.Report, c.options.Now, c.options.Progress = parallel, report, now, func(now Progress) { last = now }
			summary, _ := p.Apply(stop, t.Context(), live, c.options)
			if len(live.calls) != sent || summary.Updated != c.updated || summary.Failed != c.failed || summary.Skipped != 40-sent || summary.Ended != c.ended {
				t.Errorf("%d calls, %+v", len(live.calls), summary)
			}
			left := map[RowName]bool{}
			for _, row := range summary.NotDone {
				left[row] = true
			}
			for _, e := range report.entries {
				if skipped := e.Outcome == OutcomeSkipped; left[RowName{e.Place, e.ID, e.Name}] != skipped {
					t.Errorf("%s is %s, and among those not done: %v", e.Place, e.Outcome, !skipped)
				}
			}
			if len(left) != 40-sent {
				t.Errorf("%d are named", len(left))
			}
			if last != (Progress{Total: 40, Done: sent, Failed: c.failed}) {
				t.Errorf("the progress ends with %+v", last)
			}
			for _, e := range report.entries {
				if e.Outcome == OutcomeSkipped && (e.Message.String() != c.ended || e.Started != "" || e.Ended != "" || e.Attempts != 0) {
					t.Errorf("reported %+v", e)
				}
			}
		})
	}
}

// A row that waits for another attempt when the apply ends is not begun where the one before was
// refused, and has failed where that may have been carried out.
func TestRowsBetweenTwoAttemptsEndAsTheFirstOneDid(t *testing.T) {
	t.Parallel()
	live, wants := many(2)
	p := live.plans(t, wants...)
	stop, cancel := context.WithCancel(t.Context())
	var both sync.WaitGroup
	both.Add(2)
	live.before = func(ctx context.Context, call string) error {
		both.Done()
		both.Wait()
		cancel()
		<-ctx.Done()
		failure := &api.Error{Code: api.CodeInterrupted, Message: i18n.Raw("given up"), Attempts: 1, Outcome: api.Refused}
		if call == "update 2" {
			failure.Outcome = api.Unknown
		}
		return failure
	}
	report := &journal{}
	if _, err := p.Apply(stop, t.Context(), live, ApplyOptions{Report: report, Now: now}); err != nil {
		t.Fatal(err)
	}
	expect(t, "report", report.rows(), []string{"fleet.yaml:1:1 skipped 1: interrupted", "fleet.yaml:2:1 failed 2 Interrupted"})
	for _, e := range report.entries {
		if e.Attempts != 1 || e.Started == "" {
			t.Errorf("reported %+v", e)
		}
	}
}

// The second signal ends the calls in flight.
func TestKilledApplyReportsWhatWasInFlight(t *testing.T) {
	t.Parallel()
	live, wants := many(10)
	p := live.plans(t, wants...)
	kill, cancel := context.WithCancel(t.Context())
	live.before = func(ctx context.Context, call string) error {
		if call == "update 2" {
			cancel()
		}
		<-ctx.Done()
		outcome := api.Unknown
		if call == "update 1" {
			outcome = api.NotSent // it waited for its place in the quota
		}
		return &api.Error{Code: api.CodeInterrupted, Message: i18n.Raw("given up"), Outcome: outcome}
	}
	report := &journal{}
	summary, err := p.Apply(t.Context(), kill, live, ApplyOptions{Parallel: 2, Report: report, Now: now})
	if err != nil || summary.Failed != 1 || summary.Skipped != 9 || summary.Ended != EndedInterrupted || len(report.entries) != 10 {
		t.Errorf("%+v, %d reported, %v", summary, len(report.entries), err)
	}
	if first := summary.First(); first == nil || first.Code != api.CodeInterrupted {
		t.Errorf("%+v", first)
	}
}

func TestReportThatCannotBeWrittenEndsTheApply(t *testing.T) {
	t.Parallel()
	live, wants := many(20)
	for i := range wants {
		wants[i].Enabled = "false"
	}
	p := live.plans(t, wants...)
	report := &journal{full: 3}
	summary, err := p.Apply(t.Context(), t.Context(), live, ApplyOptions{Parallel: 2, Report: report, Now: now})
	var failure *ReportError
	if !errors.Is(err, errFull) || !errors.As(err, &failure) || summary.Ended != EndedReport {
		t.Fatalf("%+v, %v", summary, err)
	}
	begun := summary.Updated + summary.Failed // those that failed lack their enabling
	if begun != len(report.entries)+len(failure.Lost) || len(live.calls) != begun+summary.Updated || summary.Skipped != 20-begun || summary.Skipped == 0 {
		t.Errorf("%d calls, %d reported, %d lost, %+v", len(live.calls), len(report.entries), len(failure.Lost), summary)
	}
	for i, e := range failure.Lost {
		if e.RequestID == "" || i < 5 && !strings.Contains(err.Error(), e.Place+" ("+e.ID+" "+string(e.Outcome)+")") {
			t.Errorf("lost %+v is not told by %v", e, err)
		}
	}
}

func TestReportThatCannotBeBegunSendsNothing(t *testing.T) {
	t.Parallel()
	live, wants := many(3)
	p := live.plans(t, append(wants, Want{ID: "99"})...)
	summary, err := p.Apply(t.Context(), t.Context(), live, ApplyOptions{Report: failing{}, Now: now})
	if !errors.Is(err, errFull) || len(live.calls) > 0 || summary.Skipped != 3 {
		t.Errorf("%+v, %v after %v", summary, err, live.calls)
	}
}

// failing is a report on a disk that fails to sync.
type failing struct{}

func (failing) Write(p []byte) (int, error) { return len(p), nil }
func (failing) Sync() error                 { return errFull }

func TestReportIsWrittenAsPinned(t *testing.T) {
	t.Parallel()
	live := account(permission("1", "alpha"), permission("2", "beta"))
	p := live.plans(t, Want{ID: "1", Enabled: "false", Set: assignments("ClassMode=C")}, Want{ID: "2", Set: assignments("ClassMode=A")})
	live.before = func(_ context.Context, call string) error {
		if strings.HasPrefix(call, "enable") {
			return &api.Error{Code: "InternalError", Message: i18n.Raw("broken"), RequestID: "R-2", HTTPStatus: 400, Attempts: 4, Outcome: api.Unknown}
		}
		return nil
	}
	path := filepath.Join(t.TempDir(), "out.jsonl")
	if err := os.WriteFile(path, []byte(`{"Place":"cut sh`), 0o600); err != nil {
		t.Fatal(err)
	}
	report, err := OpenReport(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Apply(t.Context(), t.Context(), live, ApplyOptions{Report: report, Now: now}); err != nil {
		t.Fatal(err)
	}
	if err := report.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"Place":"cut sh
{"Place":"fleet.yaml:2:1","JoinPermissionId":"2","JoinPermissionName":"beta","Changes":[],"Outcome":"unchanged","RequestId":"","Attempts":0}
{"Place":"fleet.yaml:1:1","JoinPermissionId":"1","JoinPermissionName":"alpha","Changes":[{"Field":"ClassMode","Live":"A","New":"C"},{"Field":"Enabled","Live":"true","New":"false"}],"Outcome":"failed","Code":"InternalError","Message":"broken","CallOutcome":"unknown","Done":["ClassMode"],"RequestId":"R-2","Attempts":5,"Started":"2026-11-23T12:00:00.000Z","Ended":"2026-11-23T12:00:00.000Z"}
`
	if string(got) != want {
		t.Errorf("got\n%s", got)
	}
}

func TestReportIsAppendedTo(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "out.jsonl")
	for range 2 {
		report, err := OpenReport(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := writeEntries(report, []Entry{{Place: "here"}}); err != nil {
			t.Fatal(err)
		}
		if err := report.Close(); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(path)
	if info, _ := os.Stat(path); err != nil || strings.Count(string(text), "\n") != 2 || strings.Contains(string(text), "\n\n") || runtime.GOOS != "windows" && info.Mode() != 0o600 {
		t.Errorf("%s, %v", text, err)
	}
	if _, err := OpenReport(filepath.Join(path, "none")); err == nil {
		t.Error("no error")
	}
	pipe, err := OpenReport(os.DevNull) // cannot be synced
	if err != nil || writeEntries(pipe, []Entry{{}}) != nil || pipe.Close() != nil {
		t.Error(err)
	}
}
