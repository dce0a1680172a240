package output

import (
	"bufio"

	"linkwanctl/internal/i18n"
)

// Rows is a list that is written as its pages come, in memory that does not grow with it. It
// belongs to one goroutine.
//
// What Close completes is the same as Result would have written. A list that failed never passes
// for a whole one: JSON stays an array without its closing bracket, and YAML gets a string without
// its closing quote, so that every reader refuses them. CSV and a table of more than 1000 rows have
// no end that could be missing: there only the exit code shows it. A shorter table is not shown at
// all.
type Rows struct {
	printer *Printer
	list    list
	out     *bufio.Writer
	started bool  // out has got something
	err     error // why nothing can be added any more
}

// writeSize is how many bytes are collected for one write.
const writeSize = 64 << 10

// errEnded is a defect of the caller.
var errEnded = i18n.Errorf("write result: the list has been ended")

// Rows begins a list with these columns: those to choose from with Columns, and those that Wide
// adds to. It writes nothing yet. Columns that the list does not have are a *ColumnError, in every
// form, so that it can be reported before a request is sent. With a Query they are reported by
// Close, since the query may rename what it finds.
//
// One list at a time may be open. Where it ends by an error, call Abandon in place of Close; Fail
// does so too.
func (p *Printer) Rows(columns []Column) (*Rows, error) {
	columns = p.labelled(columns)
	r := &Rows{printer: p, out: bufio.NewWriterSize(p.out, writeSize)}
	wanted, at := p.columns, []int(nil)
	if p.query != nil {
		wanted = apiNames(wanted, columns)
	} else {
		var err error
		if at, err = p.shown(columns); err != nil {
			return nil, err
		}
	}
	r.list = p.list(columns, at, wanted)
	p.rows = r
	return r, nil
}

// Item begins what Rows does for the one thing that was asked for: a terminal shows it from top to
// bottom.
func (p *Printer) Item(columns []Column) (*Rows, error) {
	r, err := p.Rows(columns)
	if err != nil {
		return nil, err
	}
	if t, ok := r.list.(*tableList); ok {
		t.single = p.onTerminal() && !p.noHeaders
	}
	return r, nil
}

// list is how a list is written: with a query or not at all, or as the form says.
func (p *Printer) list(columns []Column, at []int, wanted []string) list {
	switch {
	case p.quiet:
		return quietList{}
	case p.query != nil:
		return &queriedList{printer: p, wanted: wanted}
	case p.form == JSON:
		return &jsonList{}
	case p.form == YAML:
		return &yamlList{}
	case p.form.separated():
		return newCSVList(p.form, columns, at, p.noHeaders)
	case p.form == Name:
		return nameList{p.keys}
	}
	return p.newTableList(columns, at)
}

// Add adds a row: item is marshalled with encoding/json, bears the API's own names and is for JSON,
// YAML, CSV and the query; shown are the cells for people, one for each of the list's columns,
// those that are not shown included. After an error, which is one of those of Result, the list has
// failed.
//
// What is added is written by the next Flush, or once there is much of it. A table's columns are as
// wide as its first 1000 rows need: these are written together, and a later cell that is wider
// moves the rest of its line. They also decide which columns a terminal has no room for: Close
// tells them on Err. A Query needs the whole list: it is kept until Close, in memory that
// grows with it.
func (r *Rows) Add(item any, shown []string) error {
	if r.err == nil {
		r.write(r.list.add(item, shown))
	}
	return r.err
}

// Flush writes what has been added so far: call it at the end of each page, so that the reader does
// not wait for rows that have come. Its errors are those of Add.
func (r *Rows) Flush() error {
	if r.err == nil {
		r.check(r.out.Flush())
	}
	return r.err
}

// Close completes the list: it writes [] for one without rows, and as a table or CSV the header
// alone. Its errors are those of Result. Where Add has failed it writes nothing and gives that
// error again.
func (r *Rows) Close() error {
	if r.err == nil {
		r.write(r.list.end())
	}
	if err := r.Flush(); err != nil {
		return err
	}
	r.printer.noteHidden(r.list)
	r.end()
	return nil
}

// Abandon leaves the list as it is, so that it cannot be taken for a whole one. After Close it does
// nothing: defer it.
func (r *Rows) Abandon() {
	if r.printer.rows != r {
		return
	}
	if r.started {
		_, _ = r.out.Write(r.list.abandoned())
		_ = r.out.Flush() // a failure is being reported already
	}
	r.end()
}

// end makes every later Add fail.
func (r *Rows) end() {
	r.err = errEnded
	r.printer.rows = nil
}

func (r *Rows) write(text []byte, err error) {
	if r.err = err; err != nil || len(text) == 0 {
		return
	}
	r.started = true
	_, err = r.out.Write(text)
	r.check(err)
}

func (r *Rows) check(err error) {
	if err != nil {
		r.err = i18n.Errorf("write result: %w", err)
	}
}
