package output

import "slices"

// Watch is Rows for a list without an end: call Settle when the rows that are there have been added,
// and then after each that is added. The first column, which says what happened to a row, is shown
// whichever are wanted. JSON has an object a line in place of an array.
func (p *Printer) Watch(columns []Column) (*Rows, error) {
	isFirst := func(name string) bool { return placeOf(name, columns) == 0 }
	if len(p.columns) > 0 && !slices.ContainsFunc(p.columns, isFirst) {
		p.columns = append([]string{columns[0].Name}, p.columns...)
	}
	r, err := p.Rows(columns)
	if err == nil && p.form == JSON && !p.quiet {
		r.list = jsonLines{}
	}
	return r, err
}

// Settle writes what has been added. A table's columns are as wide as these rows need, and its later
// rows are drawn one by one. The columns that a terminal has no room for are told at once: there may
// be no end at which to tell them.
func (r *Rows) Settle() error {
	if table, is := r.list.(*tableList); is && r.err == nil {
		r.write(table.render(), nil)
	}
	if err := r.Flush(); err != nil {
		return err
	}
	r.printer.noteHidden(r.list)
	return nil
}

// jsonLines is a list as JSON, an object a line.
type jsonLines struct{}

func (jsonLines) add(item any, _ []string) ([]byte, error) {
	document, err := encodeItem(item)
	return append(document, '\n'), err
}

func (jsonLines) end() ([]byte, error) { return nil, nil }
func (jsonLines) abandoned() []byte    { return nil }
