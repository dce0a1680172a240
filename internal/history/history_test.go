package history

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"linkwanctl/internal/plan"
)

var noon = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

// planOf has a row for each of these changes: "123 RxDelay 1 3".
func planOf(changes ...string) *plan.Plan {
	p := &plan.Plan{}
	for _, text := range changes {
		c := strings.Fields(text)
		p.Rows = append(p.Rows, plan.Row{ID: c[0], Name: "p_" + c[0], Action: plan.Update, Changes: []plan.FieldChange{{Field: c[1], Live: c[2], New: c[3]}}})
	}
	return p
}

func begin(t *testing.T, f Folder, h Header, changes ...string) *Record {
	t.Helper()
	if h.Time.IsZero() {
		h.Time = noon
	}
	r, err := f.Begin(h, planOf(changes...))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { // Windows keeps an open file
		r.lock.Release()
		_ = r.file.Close()
	})
	return r
}

func read(t *testing.T, f Folder, id string) *Run {
	t.Helper()
	run, err := f.Read(id)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// kill leaves the record as a killed process does.
func kill(r *Record) {
	_ = r.file.Close()
	r.lock.Release()
}

func written(w Written) string {
	var all []string
	for _, row := range w.Rows {
		for _, c := range row.Changes {
			all = append(all, fmt.Sprintf("%s %s %s→%s", row.ID, c.Field, c.Live, c.New))
		}
	}
	return strings.Join(all, ", ")
}

func TestARunIsOnTheDiskBeforeItsOutcomes(t *testing.T) {
	t.Parallel()
	f := In(t.TempDir())
	r := begin(t, f, Header{Command: Apply}, "123 RxDelay 1 3", "124 RxDelay 1 3", "125 RxDelay 1 3")
	if run := read(t, f, r.ID); run.State() != Running || written(run.Written()) != "123 RxDelay 3→1, 124 RxDelay 3→1, 125 RxDelay 3→1" {
		t.Errorf("at first %s, %s", run.State(), written(run.Written()))
	}
	r.Settled(0, plan.Entry{Outcome: plan.OutcomeUpdated})
	r.Settled(1, plan.Entry{Outcome: plan.OutcomeFailed, CallOutcome: "refused"})
	r.Settled(2, plan.Entry{Outcome: plan.OutcomeFailed, CallOutcome: "unknown"})
	if err := r.Close(&End{Time: noon}); err != nil {
		t.Fatal(err)
	}
	run := read(t, f, r.ID)
	if run.State() != Ended || run.Counts() != (Counts{Done: 1, Failed: 2}) || written(run.Written()) != "123 RxDelay 3→1, 125 RxDelay 3→1" {
		t.Errorf("at last %s, %+v, %s", run.State(), run.Counts(), written(run.Written()))
	}
	for path, mode := range map[string]fs.FileMode{f.dir(): 0o700, f.path(r.ID): 0o600} {
		if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != mode {
			t.Errorf("%s: %v, %v", path, info.Mode(), err)
		}
	}
	if _, err := os.Lstat(f.lockOf(r.ID)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("its lock: %v", err)
	}
}

func TestAFieldThatWasSetThoughTheRowFailedIsWritten(t *testing.T) {
	t.Parallel()
	f := In(t.TempDir())
	p := planOf("123 RxDelay 1 3")
	p.Rows[0].Changes = append(p.Rows[0].Changes, plan.FieldChange{Field: "Enabled", Live: "true", New: "false"})
	r, err := f.Begin(Header{Time: noon}, p)
	if err != nil {
		t.Fatal(err)
	}
	r.Settled(0, plan.Entry{Outcome: plan.OutcomeFailed, CallOutcome: "refused", Done: []string{"RxDelay"}})
	_ = r.Close(&End{Time: noon})
	if got := written(read(t, f, r.ID).Written()); got != "123 RxDelay 3→1" {
		t.Errorf("got %s", got)
	}
}

func TestOnlyTheNewestRunsAreKept(t *testing.T) {
	t.Parallel()
	f := In(t.TempDir())
	first := begin(t, f, Header{}, "1 RxDelay 1 3") // it is not over, and so is not removed
	for i := range MostRuns + 3 {
		r := begin(t, f, Header{Time: noon.Add(time.Duration(i/2) * time.Minute)}, "1 RxDelay 1 3")
		_ = r.Close(&End{Time: noon})
	}
	ids, err := f.IDs()
	if err != nil || len(ids) != MostRuns+1 || ids[0] != first.ID || ids[len(ids)-1] != "20261126-121100" {
		t.Errorf("%d runs: %v, %v", len(ids), ids, err)
	}
	kill(first)
	_ = begin(t, f, Header{Time: noon.Add(time.Hour)}, "1 RxDelay 1 3").Close(nil)
	if ids, _ := f.IDs(); len(ids) != MostRuns || ids[0] == first.ID {
		t.Errorf("after its end: %v", ids)
	}
}

// The ID of a run that was removed is not used again in the same second: the newest run would be the
// next to go.
func TestRunsOfOneSecondKeepTheirOrder(t *testing.T) {
	t.Parallel()
	f := In(t.TempDir())
	for n := range 2*MostRuns + 5 {
		r := begin(t, f, Header{}, "1 RxDelay 1 3")
		_ = r.Close(&End{Time: noon})
		if ids, err := f.IDs(); err != nil || len(ids) != min(n+1, MostRuns) || ids[len(ids)-1] != r.ID {
			t.Fatalf("after %s: %v, %v", r.ID, ids, err)
		}
	}
}

func TestALockWithoutARunIsRemoved(t *testing.T) {
	t.Parallel()
	f := In(t.TempDir())
	kill(begin(t, f, Header{}, "1 RxDelay 1 3"))
	stray := f.lockOf("20261126-110000")
	if err := os.WriteFile(stray, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_ = begin(t, f, Header{}, "1 RxDelay 1 3").Close(nil)
	if _, err := os.Lstat(stray); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it is there: %v", err)
	}
}

func TestTheOldestRunsGoWhereAllAreLarge(t *testing.T) {
	t.Parallel()
	f := In(t.TempDir())
	r := begin(t, f, Header{}, "1 RxDelay 1 3")
	_ = r.Close(nil)
	if err := os.Truncate(f.path(r.ID), MostBytes); err != nil { // a hole: it takes no room
		t.Fatal(err)
	}
	_ = begin(t, f, Header{Time: noon.Add(time.Hour)}, "1 RxDelay 1 3").Close(nil)
	if ids, _ := f.IDs(); len(ids) != 1 || ids[0] == r.ID {
		t.Errorf("left: %v", ids)
	}
}

func TestIDsOfASecondAreInOrder(t *testing.T) {
	t.Parallel()
	f := In(t.TempDir())
	var want []string
	for range 11 {
		r := begin(t, f, Header{}, "1 RxDelay 1 3")
		want = append(want, r.ID)
	}
	ids, err := f.IDs()
	if err != nil || fmt.Sprint(ids) != fmt.Sprint(want) || want[10] != "20261126-120000-11" {
		t.Errorf("got %v, %v; want %v", ids, err, want)
	}
	for _, word := range []string{"20261126-120000-1", "20261126-120000-02", "20261126-120000-", "20261326-120000", "out.jsonl", "20261126-120000x", ""} {
		if IsID(word) {
			t.Errorf("%q is taken for an ID", word)
		}
	}
}

// Processes that begin at the same time have a run each.
func TestConcurrentRunsDoNotOverwriteEachOther(t *testing.T) {
	t.Parallel()
	f := In(t.TempDir())
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			r, err := f.Begin(Header{Time: noon}, planOf(fmt.Sprintf("%d RxDelay 1 3", i)))
			if err != nil {
				t.Error(err)
				return
			}
			r.Settled(0, plan.Entry{Outcome: plan.OutcomeUpdated})
			_ = r.Close(&End{Time: noon})
		})
	}
	all.Wait()
	runs, unreadable, err := f.All()
	seen := map[string]bool{}
	for _, run := range runs {
		seen[run.Rows[0].ID] = run.State() == Ended && run.Counts().Done == 1
	}
	if err != nil || len(unreadable) > 0 || len(runs) != 8 || len(seen) != 8 {
		t.Errorf("%d runs of %v, %v, %v", len(runs), seen, unreadable, err)
	}
}

func TestABrokenFileHidesNoOtherRun(t *testing.T) {
	t.Parallel()
	f := In(t.TempDir())
	sound := begin(t, f, Header{}, "1 RxDelay 1 3", "2 RxDelay 1 3")
	kill(sound)
	file, _ := os.OpenFile(f.path(sound.ID), os.O_APPEND|os.O_WRONLY, 0)
	_, _ = file.WriteString("{\"Entry\":{\"Row\":7,\"Outcome\":\"updated\"}}\nnull\n[]\n{\"Entry\":{\"Row\":0,\"Outcome\":\"skipped\"}}\n{\"Entry\":{\"Row\":1,\"Out")
	_ = file.Close()
	for name, text := range map[string]string{"20250101-000000": "", "20250101-000001": "{\"Version\":1,\"Ru", "20250101-000002": "{\"Version\":2}\n", "20250101-000003": "[1]\n"} {
		if err := os.WriteFile(f.path(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(f.path(sound.ID), f.path("20250101-000004")); err != nil {
		t.Skip(err)
	}
	runs, unreadable, err := f.All()
	if err != nil || len(runs) != 1 || len(unreadable) != 5 {
		t.Fatalf("%d runs, %v, %v", len(runs), unreadable, err)
	}
	if got := written(runs[0].Written()); runs[0].State() != Killed || got != "2 RxDelay 3→1" {
		t.Errorf("%s, %s", runs[0].State(), got)
	}
}

func TestOnlyAnOwnFolderIsUsed(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	elsewhere := filepath.Join(dir, "elsewhere")
	if err := os.MkdirAll(elsewhere, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, place := range map[string]string{"the state directory": "link", "its folder": filepath.Join("state", "runs")} {
		path := filepath.Join(dir, place)
		_ = os.MkdirAll(filepath.Dir(path), 0o700)
		if err := os.Symlink(elsewhere, path); err != nil {
			t.Skip(err)
		}
		f := In(strings.TrimSuffix(path, string(filepath.Separator)+"runs"))
		if _, err := f.Begin(Header{Time: noon}, planOf("1 RxDelay 1 3")); err == nil {
			t.Errorf("%s is a link, and is written through", name)
		}
		if _, _, err := f.All(); err == nil {
			t.Errorf("%s is a link, and is read through", name)
		}
	}
	if entries, _ := os.ReadDir(elsewhere); len(entries) > 0 {
		t.Errorf("written: %v", entries)
	}
	if _, err := In("").Begin(Header{Time: noon}, planOf("1 RxDelay 1 3")); err == nil {
		t.Error("without a home a run is kept")
	}
	if runs, _, err := In("").All(); err != nil || runs != nil {
		t.Errorf("without a home: %v, %v", runs, err)
	}
	if runs, _, err := In(filepath.Join(dir, "new")).All(); err != nil || runs != nil {
		t.Errorf("a home without a history: %v, %v", runs, err)
	}
}
