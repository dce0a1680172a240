package history

import (
	"io"
	"strings"
	"testing"
	"time"

	"linkwanctl/internal/plan"
)

func all(t *testing.T, f Folder) []*Run {
	t.Helper()
	runs, _, err := f.All()
	if err != nil {
		t.Fatal(err)
	}
	return runs
}

func TestAKilledRunIsContinuedAsOne(t *testing.T) {
	t.Parallel()
	f := In(t.TempDir())
	h := Header{Command: Apply, Key: "k", Endpoint: "sandbox"}
	r := begin(t, f, h, "1 RxDelay 1 3", "2 RxDelay 1 3", "3 RxDelay 1 3", "4 RxDelay 1 3")
	r.Settled(0, plan.Entry{Outcome: plan.OutcomeUpdated})
	if ToContinue(all(t, f), "k", "sandbox -") != nil {
		t.Error("a run is continued that another process carries out")
	}
	kill(r)
	for key, destination := range map[string]string{"other": "sandbox -", "k": "sandbox iot-1"} {
		if ToContinue(all(t, f), key, destination) != nil {
			t.Errorf("%s for %s continues it", key, destination)
		}
	}
	run := f.ToContinue("k", "sandbox -")
	if run == nil || f.ToContinue("other", "sandbox -") != nil || f.ToContinue("k", "sandbox iot-1") != nil {
		t.Fatal("it is not continued")
	}
	// Row 2 was done by the killed process, and somebody has changed that of 4.
	p := planOf("3 RxDelay 1 3", "4 RxDelay 9 3")
	for _, id := range []string{"1", "2"} {
		p.Rows = append(p.Rows, plan.Row{ID: id, Action: plan.Unchanged})
	}
	more, err := f.Continue(run, p, "/report", noon.Add(time.Hour))
	if err != nil || more == nil || more.ID != r.ID {
		t.Fatal(more, err)
	}
	more.Settled(0, plan.Entry{Outcome: plan.OutcomeUpdated})
	more.Settled(1, plan.Entry{Outcome: plan.OutcomeUpdated})
	more.Settled(2, plan.Entry{Outcome: plan.OutcomeUnchanged})
	_ = more.Close(&End{Time: noon})
	run = read(t, f, r.ID)
	if got := written(run.Written()); got != "1 RxDelay 3→1, 2 RxDelay 3→1, 3 RxDelay 3→1, 4 RxDelay 3→9" || run.Counts() != (Counts{Done: 4}) || run.State() != Ended {
		t.Errorf("%s, %+v, %s", got, run.Counts(), run.State())
	}
	if len(Report{}.Of([]*Run{run}, "/report")) != 1 || ToContinue(all(t, f), "k", "sandbox -") != nil {
		t.Error("its report is not known, or it is continued again")
	}
}

// A creation that was in flight is known by its name when the run goes on.
func TestACreationInFlightIsFound(t *testing.T) {
	t.Parallel()
	f := In(t.TempDir())
	create := func(name string) plan.Row {
		return plan.Row{Name: name, Action: plan.Create, Changes: []plan.FieldChange{{Field: "ClassMode", New: "A"}, {Field: "Enabled", New: "true"}}}
	}
	r, err := f.Begin(Header{Time: noon, Key: "k"}, &plan.Plan{Rows: []plan.Row{create("depot_1"), create("depot_2"), create("depot_3")}})
	if err != nil {
		t.Fatal(err)
	}
	kill(r)
	p := planOf("1002 Enabled false true")
	p.Rows[0].Name = "depot_2"
	p.Rows = append(p.Rows, plan.Row{ID: "1001", Name: "depot_1", Action: plan.Unchanged}, create("depot_3"))
	r, err = f.Continue(f.ToContinue("k", " -"), p, "", noon)
	if err != nil {
		t.Fatal(err)
	}
	r.Settled(0, plan.Entry{Outcome: plan.OutcomeUpdated})
	r.Settled(2, plan.Entry{ID: "1003", Outcome: plan.OutcomeCreated})
	_ = r.Close(&End{Time: noon})
	run := read(t, f, r.ID)
	var created []string
	for _, row := range run.Written().Created {
		created = append(created, row.ID+" "+row.Name)
	}
	if got := strings.Join(created, ", "); got != "1001 depot_1, 1002 depot_2, 1003 depot_3" || run.Counts() != (Counts{Done: 4}) {
		t.Errorf("created %s, %+v", got, run.Counts())
	}
}

func TestARevertedRunIsNotContinued(t *testing.T) {
	t.Parallel()
	f := In(t.TempDir())
	r := begin(t, f, Header{Command: Apply, Key: "k"}, "1 RxDelay 1 3", "2 RxDelay 1 3")
	r.Settled(0, plan.Entry{Outcome: plan.OutcomeUpdated})
	_ = r.Close(&End{Time: noon, Why: plan.EndedInterrupted})
	if ToContinue(all(t, f), "k", " -") == nil {
		t.Error("a stopped run is not continued")
	}
	b := begin(t, f, Header{Command: Revert, Reverts: r.ID, Key: "b", Time: noon.Add(time.Hour)}, "1 RxDelay 3 1", "2 RxDelay 3 1")
	b.Settled(0, plan.Entry{Outcome: plan.OutcomeUpdated})
	kill(b)
	runs := all(t, f)
	if ToContinue(runs, "k", " -") != nil || f.ToContinue("k", " -") != nil || RevertedBy(runs, r.ID) != RevertedPart {
		t.Errorf("continued, or reverted %q", RevertedBy(runs, r.ID))
	}
	if last := Last(runs, Header{}); last == nil || last.ID != r.ID {
		t.Errorf("the last run is %v, not the one that is being reverted", last)
	}
	if Last(runs, Header{Account: "other"}) != nil || Last(runs, Header{InstanceID: "iot-1"}) != nil {
		t.Error("a run for another account or instance is the last one")
	}
	b, err := f.Continue(ToContinue(runs, "b", " -"), planOf("2 RxDelay 3 1"), "", noon)
	if err != nil {
		t.Fatal(err)
	}
	b.Settled(0, plan.Entry{Outcome: plan.OutcomeUpdated})
	_ = b.Close(&End{Time: noon})
	if got := RevertedBy(all(t, f), r.ID); got != RevertedAll {
		t.Errorf("reverted %q", got)
	}
}

// A run that was continued after another one is the last.
func TestTheLastRunIsTheOneThatWasCarriedOutLast(t *testing.T) {
	t.Parallel()
	f := In(t.TempDir())
	killed := begin(t, f, Header{Command: Apply, Key: "k", Time: noon}, "1 RxDelay 1 3")
	kill(killed)
	other := begin(t, f, Header{Command: Apply, Time: noon.Add(time.Minute)}, "2 RxDelay 1 3")
	_ = other.Close(&End{Time: noon})
	if last := Last(all(t, f), Header{}); last.ID != other.ID {
		t.Errorf("before it is continued, %s is the last run", last.ID)
	}
	more, err := f.Continue(f.ToContinue("k", " -"), planOf("1 RxDelay 1 3"), "", noon.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	_ = more.Close(&End{Time: noon})
	if last := Last(all(t, f), Header{}); last.ID != killed.ID {
		t.Errorf("%s is the last run", last.ID)
	}
}

func writtenIn(text io.Reader, runs ...*Run) (Written, error) {
	report, err := ReadReport(text)
	return report.Written(runs), err
}

// The disk of a report may be full before that of the history.
func TestARowThatCouldNotBeReportedIsKnownFromTheRun(t *testing.T) {
	t.Parallel()
	run := &Run{Header: Header{Rows: []Row{{ID: "1", Changes: []Change{{"RxDelay", "1", "3"}}}, {ID: "2", Changes: []Change{{"RxDelay", "1", "3"}}}}}, Reports: []string{"/a"}}
	run.Entries = map[int]Entry{0: {Outcome: plan.OutcomeUpdated, RequestID: "R1"}, 1: {Outcome: plan.OutcomeUpdated, RequestID: "R2"}}
	got, err := writtenIn(strings.NewReader(`{"JoinPermissionId":"1","Changes":[{"Field":"RxDelay","Live":"1","New":"3"}],"Outcome":"updated","RequestId":"R1"}`), run)
	if err != nil || written(got) != "1 RxDelay 3→1, 2 RxDelay 3→1" {
		t.Errorf("%s, %v", written(got), err)
	}
}

// A report that was removed, and begun again by another run, is none of the first run.
func TestAReportIsNotOfARunWhoseFileWasReplaced(t *testing.T) {
	t.Parallel()
	report, err := ReadReport(strings.NewReader(`{"JoinPermissionId":"1","Changes":[],"Outcome":"updated","RequestId":"R1"}` + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	run := func(paths string, requests ...string) *Run {
		r := &Run{Reports: strings.Split(paths, " "), Entries: map[int]Entry{}}
		for i, id := range requests {
			r.Entries[i] = Entry{RequestID: id}
		}
		return r
	}
	for _, c := range []struct {
		run  *Run
		want int
	}{
		{run("/a", "R1", "R2"), 1}, {run("/a", "R3"), 0}, {run("/b", "R1"), 0},
		{run("/a"), 1}, {run("/a", ""), 1}, // killed before its first outcome
		{run("/a /b", "R3"), 1}, // continued with another report
	} {
		if got := len(report.Of([]*Run{c.run}, "/a")); got != c.want {
			t.Errorf("of %v with %v: %d, want %d", c.run.Reports, c.run.Entries, got, c.want)
		}
	}
}

// A field that two runs wrote to is followed back to its first value, unless somebody else came
// between them.
func TestAReportOfSeveralRunsIsFollowedBack(t *testing.T) {
	t.Parallel()
	line := func(id, field, live, wanted, outcome, started string) string {
		return `{"JoinPermissionId":"` + id + `","Changes":[{"Field":"` + field + `","Live":"` + live + `","New":"` + wanted + `"}],"Outcome":"` + outcome + `","Started":"` + started + `"}` + "\n"
	}
	report := line("1", "RxDelay", "1", "3", "updated", "2026-11-26T10:00:00Z") +
		line("2", "RxDelay", "1", "3", "updated", "2026-11-26T10:00:00Z") +
		`{"JoinPermissionId":"3","Chan` + "\n" +
		line("1", "RxDelay", "3", "5", "updated", "2026-11-26T11:00:00Z") +
		line("2", "RxDelay", "9", "5", "updated", "2026-11-26T11:00:00Z") +
		line("4", "RxDelay", "1", "5", "failed", "2026-11-26T11:00:00Z") +
		line("5", "RxDelay", "5", "5", "unchanged", "")
	report += `{"JoinPermissionId":"6","Changes":[],"Outcome":"unchanged"}` + "\n" // it was in flight at a kill
	inFlight := []Row{{ID: "3", Changes: []Change{{"RxDelay", "1", "3"}}}, {ID: "6", Changes: []Change{{"RxDelay", "1", "3"}}}}
	run := &Run{Header: Header{Time: noon, Rows: inFlight}, Entries: map[int]Entry{1: {Row: 1, ID: "6", Outcome: Found}}}
	got, err := writtenIn(strings.NewReader(report), run)
	if err != nil || written(got) != "1 RxDelay 5→1, 2 RxDelay 5→9, 3 RxDelay 3→1, 6 RxDelay 3→1" {
		t.Errorf("%s, %v", written(got), err)
	}
	for _, text := range []string{"", "hello\n", "{}\n", `{"Outcome":"updated","JoinPermissionId":"a b"}` + "\n"} {
		if _, err := writtenIn(strings.NewReader(text)); err == nil {
			t.Errorf("%q is taken for a report", text)
		}
	}
}

// An editor may put a byte order mark first, end lines as Windows does, and leave out the last end.
func TestAReportThatAnEditorSavedLosesNoRow(t *testing.T) {
	t.Parallel()
	line := func(id string) string {
		return `{"JoinPermissionId":"` + id + `","Changes":[{"Field":"RxDelay","Live":"1","New":"3"}],"Outcome":"updated"}`
	}
	got, err := writtenIn(strings.NewReader("\ufeff" + line("1") + "\r\n" + line("2") + "\r\n" + line("3")))
	if err != nil || written(got) != "1 RxDelay 3→1, 2 RxDelay 3→1, 3 RxDelay 3→1" {
		t.Errorf("%s, %v", written(got), err)
	}
}
