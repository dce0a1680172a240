package history

import (
	"context"
	"reflect"
	"slices"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/atomicfile"
	"linkwanctl/internal/plan"
)

// Continue goes on with a run that ended early. It gives nil, and no error, if another process
// carries the run out or has ended it.
func (f Folder) Continue(run *Run, p *plan.Plan, report string, now time.Time) (*Record, error) {
	if err := f.make(); err != nil {
		return nil, err
	}
	lock, err := atomicfile.Take(context.Background(), f.lockOf(run.ID), time.Second, nil)
	if err != nil {
		return nil, nil //nolint:nilerr,nilnil // the plan is a run of its own then
	}
	current, err := f.Read(run.ID)
	if err != nil || !current.Unfinished() {
		lock.Remove()
		return nil, nil //nolint:nilerr,nilnil // see above
	}
	file, err := openAppend(f.path(run.ID))
	if err != nil {
		lock.Remove()
		return nil, err
	}
	r := &Record{ID: run.ID, file: file, lock: lock, rows: slices.Repeat([]int{notDone}, len(p.Rows))}
	more, found := r.resume(current, p)
	utc := now.UTC()
	r.write(line{Continued: &utc, Rows: more, Report: report})
	for _, e := range found {
		r.Keep(e)
	}
	if r.err == nil {
		r.err = file.Sync()
	}
	if err := r.err; err != nil {
		_ = r.Close(nil)
		return nil, err
	}
	return r, nil
}

// resume matches the rows to do with those of the run: more are new or have other values, found
// those that nothing is left to do for, though no outcome says so.
func (r *Record) resume(run *Run, p *plan.Plan) (more []Row, found []Entry) {
	latest := run.latest()
	rows, at := rowsOf(p)
	left := map[string]bool{}
	for k, i := range at {
		row := &rows[k]
		left[row.Key()] = true
		if n, known := latest[row.Key()]; known && reflect.DeepEqual(run.Rows[n].Changes, row.Changes) {
			r.rows[i] = n
			continue
		}
		r.rows[i] = len(run.Rows) + len(more)
		more = append(more, *row)
	}
	for i := range p.Rows {
		row := &p.Rows[i]
		keys := []string{"name " + row.Name} // of one that was to be created, and exists now
		switch {
		case row.ID == "":
			continue
		case row.Action == plan.Unchanged:
			keys = append(keys, row.ID)
		}
		for _, key := range keys {
			n, known := latest[key]
			if e, ended := run.Entries[n]; known && !left[key] && (!ended || e.CallOutcome == api.Unknown) {
				found = append(found, Entry{Row: n, ID: row.ID, Outcome: Found})
			}
		}
	}
	return more, found
}
