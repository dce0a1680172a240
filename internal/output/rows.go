package output

import "errors"

// Rows is a list that is written row by row, as its pages come, in memory that
// does not grow with it. It belongs to one goroutine.
//
// What Close ends is the same as Result would have written. What it does not end
// never passes as a whole list: JSON stays an array without its closing bracket,
// and YAML gets a quote without an end, so that every reader refuses them. CSV and
// a table of more than 1000 rows have no end that could be missing: there the exit
// code alone tells. A shorter table is not shown at all.
type Rows struct {
	printer *Printer
	layout  layout
	begun   bool  // something has been written
	err     error // why nothing may be added any more
}

// errEnded is a defect of the caller.
var errEnded = errors.New("write result: the list has been ended")

// layout turns rows into what stands on Out, piece by piece.
type layout interface {
	// add gives what to write for one row; it may be nothing yet.
	add(item any, shown []string) ([]byte, error)
	// end gives what makes of the pieces a whole.
	end() ([]byte, error)
	// cut gives what is left to write where the rest will not come.
	cut() []byte
}

// Rows begins a list with these columns: those to choose from with Columns, and
// those that Wide adds to. It writes nothing yet. Columns that the list does not
// have are a *ColumnError, in every form, so that it can be told before a request
// is sent. With a Query they are told by Close, since the query may rename what it
// finds.
//
// One list at a time may be open. Where it ends by an error, call Abandon in place
// of Close; Fail does so too.
func (p *Printer) Rows(columns []Column) (*Rows, error) {
	r := &Rows{printer: p}
	wanted, at := p.columns, []int(nil)
	if p.query != nil {
		wanted = apiNames(wanted, columns)
	} else {
		var err error
		if at, err = p.shown(columns); err != nil {
			return nil, err
		}
	}
	r.layout = p.layout(columns, at, wanted)
	p.rows = r
	return r, nil
}

// layout is how the list is written: with a query or nothing, or as the form says.
func (p *Printer) layout(columns []Column, at []int, wanted []string) layout {
	switch {
	case p.quiet:
		return silence{}
	case p.query != nil:
		return &collection{printer: p, wanted: wanted}
	case p.form == JSON:
		return &array{}
	case p.form == YAML:
		return &sequence{}
	case p.form == CSV:
		return newSheet(columns, at, p.noHeaders)
	}
	return newScroll(columns, at, p.noHeaders, p.outInk)
}

// Add adds a row: item is marshalled with encoding/json, bears the API's own
// names and is for JSON, YAML, CSV and the query; shown are the cells for people,
// one for each of the list's columns, those that are not shown included. After an
// error, which is one of those of Result, the list has failed.
//
// JSON, YAML and CSV are written at once. A table's columns are as wide as its
// first 1000 rows need: these are written together, the ones after them at once,
// and a cell that is wider then moves the rest of its line. A Query needs the
// whole list: it is held until Close, in memory that grows with it.
func (r *Rows) Add(item any, shown []string) error {
	if r.err != nil {
		return r.err
	}
	text, err := r.layout.add(item, shown)
	r.err = r.write(text, err)
	return r.err
}

// Close writes what makes the list whole: [] for one without rows, and as a table
// or CSV the header alone. Its errors are those of Result. Where Add has failed it
// writes nothing and gives that error again.
func (r *Rows) Close() error {
	if r.err != nil {
		return r.err
	}
	text, err := r.layout.end()
	err = r.write(text, err)
	if r.err = err; err == nil {
		r.end()
	}
	return err
}

// Abandon leaves the list as it is, so that it cannot be taken for a whole one.
// After Close it does nothing: defer it.
func (r *Rows) Abandon() {
	if r.printer.rows != r {
		return
	}
	if r.begun {
		_ = r.write(r.layout.cut(), nil) // a failure is being told already
	}
	r.end()
}

// end sees to it that nothing is added any more.
func (r *Rows) end() {
	r.err = errEnded
	r.printer.rows = nil
}

func (r *Rows) write(text []byte, err error) error {
	if err != nil || len(text) == 0 {
		return err
	}
	r.begun = true
	return r.printer.write(text)
}
