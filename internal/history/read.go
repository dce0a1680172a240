package history

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/plan"
)

// Run is a run as its file has it.
type Run struct {
	Header
	Entries   map[int]Entry     // the last one of each row
	Begun     map[int]Wave      // the state of each wave that has begun
	Before    map[string]Before // the first one of each permission, by its ID
	Continued []time.Time
	Reports   []string // the absolute paths of its reports
	End       *End     // nil while it is carried out, and after its process was killed
	Running   bool     // a process carries it out
}

// ErrNoRun means that the history has no such run.
var ErrNoRun = i18n.Errorf("no such run")

// Read reads a run. A line that was cut off when its process was killed is left out: the live value
// of its row decides.
func (f Folder) Read(id string) (*Run, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	if f.state == "" || !IsID(id) {
		return nil, ErrNoRun
	}
	text, err := readOwn(f.path(id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoRun
	}
	if err != nil {
		return nil, err
	}
	run, err := decode(text)
	if err != nil {
		return nil, i18n.Errorf("run %s: %w", id, err)
	}
	run.ID = id
	run.Running = run.End == nil && f.running(id)
	return run, nil
}

// All are the runs that can be read, the newest first, and the IDs of those that cannot.
func (f Folder) All() (runs []*Run, unreadable []string, err error) {
	ids, err := f.IDs()
	if err != nil {
		return nil, nil, err
	}
	slices.Reverse(ids)
	for _, id := range ids {
		switch run, err := f.Read(id); {
		case err == nil:
			runs = append(runs, run)
		case !errors.Is(err, ErrNoRun):
			unreadable = append(unreadable, id)
		}
	}
	return runs, unreadable, nil
}

// ToContinue is the run that ToContinue finds among all. It reads only the runs that may be it: those
// of 10,000 rows take their time.
func (f Folder) ToContinue(key, destination string) *Run {
	same := f.having(`"Key":"` + key + `"`)
	found := ToContinue(same, key, destination)
	if found == nil {
		return nil
	}
	return ToContinue(append(same, f.having(`"Reverts":"`+found.ID+`"`)...), key, destination)
}

// ToBringBack is the newest run with the key and for the destination, if devices fell silent after it
// and a revert of it has not ended; else nil.
func (f Folder) ToBringBack(key, destination string) *Run {
	for _, r := range f.having(`"Key":"` + key + `"`) {
		if r.Key != key || r.Destination() != destination {
			continue
		}
		reverts := f.having(`"Reverts":"` + r.ID + `"`)
		isSilent := r.End != nil && r.End.Why == plan.EndedSilent
		if isSilent && len(reverts) > 0 && reverts[0].Unfinished() && !reverts[0].Running {
			return r
		}
		return nil
	}
	return nil
}

// having reads the runs whose header has a text before its rows, the newest first.
func (f Folder) having(text string) []*Run {
	const most = 4 << 10 // the rows are the header's last member
	ids, err := f.IDs()
	if err != nil {
		return nil
	}
	var runs []*Run
	for _, id := range slices.Backward(ids) {
		if info, err := os.Lstat(f.path(id)); err != nil || !info.Mode().IsRegular() {
			continue
		}
		file, err := os.Open(f.path(id))
		if err != nil {
			continue
		}
		head, err := io.ReadAll(io.LimitReader(file, most))
		_ = file.Close()
		if err != nil || !bytes.Contains(head, []byte(text)) {
			continue
		}
		if run, err := f.Read(id); err == nil {
			runs = append(runs, run)
		}
	}
	return runs
}

// readOwn reads a file of the history: no link, no pipe, and no more than MostBytes.
func readOwn(path string) ([]byte, error) {
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "read", Path: path, Err: i18n.Errorf("not a regular file")}
	case info.Size() > MostBytes:
		return nil, &fs.PathError{Op: "read", Path: path, Err: i18n.Errorf("it is longer than %d bytes", MostBytes)}
	}
	return os.ReadFile(path) //nolint:gosec // a name of the program's own
}

// decode reads the lines of a run's file.
func decode(text []byte) (*Run, error) {
	reader := bufio.NewReaderSize(bytes.NewReader(text), 64<<10)
	first, _ := reader.ReadBytes('\n')
	run := &Run{Entries: map[int]Entry{}, Begun: map[int]Wave{}, Before: map[string]Before{}}
	if err := json.Unmarshal(first, &run.Header); err != nil || run.Version == 0 {
		return nil, i18n.Errorf("its first line is not the header of a run")
	}
	if run.Version != Version {
		return nil, i18n.Errorf("it has version %d, but this linkwanctl reads version %d", run.Version, Version)
	}
	run.addReport(run.Report)
	for {
		text, err := reader.ReadBytes('\n')
		var l line
		if json.Unmarshal(text, &l) == nil {
			run.take(l)
		}
		if errors.Is(err, io.EOF) {
			return run, nil
		}
	}
}

// take adds what a line says.
func (r *Run) take(l line) {
	if l.Continued != nil {
		r.Continued = append(r.Continued, *l.Continued)
		r.Rows = append(r.Rows, l.Rows...)
		r.End = nil
		r.addReport(l.Report)
	}
	if e := l.Entry; e != nil && e.Row >= 0 && e.Row < len(r.Rows) {
		r.Entries[e.Row] = *e
	}
	if l.Wave != nil {
		r.Begun[l.Wave.Number] = *l.Wave
	}
	for _, b := range l.Before {
		if _, known := r.Before[b.ID]; !known {
			r.Before[b.ID] = b
		}
	}
	if l.End != nil {
		r.End = l.End
	}
}

func (r *Run) addReport(path string) {
	if path != "" && !slices.Contains(r.Reports, path) {
		r.Reports = append(r.Reports, path)
	}
}
