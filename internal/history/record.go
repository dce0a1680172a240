package history

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"slices"

	"linkwanctl/internal/atomicfile"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/plan"
)

// Record is a run that is being written. Its methods are called by one goroutine; after a failed
// write they do nothing, and Err says why. A nil Record records nothing.
type Record struct {
	ID   string
	file *os.File
	lock *atomicfile.Lock // nil without locks
	rows []int            // the run's row of each row of the plan, by its place there, or notDone
	err  error
}

// notDone is the place of a row of the plan that the run does not do.
const notDone = -1

// Begin adds a run to the history. When it returns, the header is on the disk.
func (f Folder) Begin(h Header, p *plan.Plan) (*Record, error) {
	if err := f.make(); err != nil {
		return nil, err
	}
	r := &Record{rows: slices.Repeat([]int{notDone}, len(p.Rows))}
	rows, at := rowsOf(p)
	for n, i := range at {
		r.rows[i] = n
	}
	h.Version, h.Rows = Version, rows
	err := f.locked(func() error {
		h.ID = f.freeID(h.Time)
		r.ID = h.ID
		r.lock, _ = atomicfile.Take(context.Background(), f.lockOf(h.ID), 0, nil)
		header, err := json.Marshal(h)
		if err == nil && len(header) >= MostBytes {
			err = i18n.Errorf("it is longer than %d bytes", MostBytes)
		}
		if err == nil {
			err = atomicfile.Replace(f.path(h.ID), append(header, '\n'))
		}
		if err == nil {
			r.file, err = openAppend(f.path(h.ID))
		}
		f.prune(h.ID)
		return err
	})
	if err != nil {
		r.lock.Remove()
		return nil, err
	}
	return r, nil
}

// openAppend opens a run's file to add lines. One that a killed process cut off is ended.
func openAppend(path string) (*os.File, error) {
	file, err := atomicfile.Open(path)
	if err != nil {
		return nil, err
	}
	end, err := file.Seek(0, io.SeekEnd)
	last := make([]byte, 1)
	if err == nil && end > 0 {
		_, err = file.ReadAt(last, end-1)
	}
	if err == nil && last[0] != '\n' {
		_, err = file.WriteString("\n")
	}
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	return file, nil
}

// write adds a line, in one piece. It is not synced: a row whose outcome is lost is decided by its
// live value.
func (r *Record) write(l line) {
	if r == nil || r.err != nil {
		return
	}
	text, err := json.Marshal(l)
	if err == nil {
		_, err = r.file.Write(append(text, '\n'))
	}
	r.err = err
}

// Settled keeps the outcome of a row of the plan, by its place there, if it was to be done.
func (r *Record) Settled(index int, e plan.Entry) {
	if r != nil && r.rows[index] != notDone {
		r.Keep(entryOf(r.rows[index], e))
	}
}

// Keep keeps an outcome.
func (r *Record) Keep(e Entry) { r.write(line{Entry: &e}) }

// Wave keeps that a wave has begun, ended or been watched.
func (r *Record) Wave(w Wave) { r.write(line{Wave: &w}) }

// Before keeps what was read of permissions before they are changed.
func (r *Record) Before(all []Before) {
	if len(all) > 0 {
		r.write(line{Before: all})
	}
}

// Close ends the record: with how the run ended, nil if that is not known. It gives the first error
// of all writes.
func (r *Record) Close(end *End) error {
	if r == nil {
		return nil
	}
	if end != nil {
		r.write(line{End: end})
	}
	if r.err == nil {
		r.err = r.file.Sync()
	}
	_ = r.file.Close()
	r.lock.Remove()
	return r.err
}
