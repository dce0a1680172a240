package manifest

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// ignoredColumns are what "joinperm list -o csv" has beside the fields.
func ignoredColumns() []string { return []string{"AuthState", "RenterAliyunId"} }

// head is a column of the file: a key, or one that is passed over.
type head struct {
	key     string
	at      spot
	isEmpty bool // it has no name, and its cells no values
}

func (r *reading) readCSV() {
	reader := csv.NewReader(bytes.NewReader(r.data))
	reader.Comma, _ = separator(firstLine(r.data), r.columns)
	reader.FieldsPerRecord, reader.ReuseRecord = -1, true
	var heads []head
	var entries []entry
	for {
		record, err := reader.Read()
		switch {
		case errors.Is(err, io.EOF):
			return
		case err != nil:
			r.notCSV(err)
			return
		case heads == nil:
			if heads = r.header(reader, record); heads == nil {
				return
			}
		case strings.Join(record, "") == "": // spreadsheets end with such rows
		default:
			line, _ := reader.FieldPos(0)
			if entries = r.cells(reader, heads, record, entries[:0]); entries != nil {
				r.row(spot{line: line}, entries)
			}
		}
		if r.full {
			return
		}
	}
}

// header reads the names of the columns, nil where no row can be read with them.
func (r *reading) header(reader *csv.Reader, record []string) []head {
	before, first := r.wrong(), map[int]string{}
	heads := make([]head, len(record))
	for i, name := range record {
		line, column := reader.FieldPos(i)
		heads[i].at = spot{line, column}
		name = headerName(name)
		at, isIgnored := columnNamed(r.columns, name)
		switch {
		case isIgnored:
		case name == "":
			heads[i].isEmpty = true
		case at < 0:
			r.complain(heads[i].at, shown(name), "is not a column", r.nearest(name))
		case first[at] != "":
			r.complain(heads[i].at, name, "is a column already: "+first[at], "")
		default:
			first[at], heads[i].key = name, r.columns[at].field.Key
		}
	}
	if first[columnID] == "" && first[columnName] == "" {
		if before == r.wrong() || len(first) > 0 {
			r.complain(spot{line: heads[0].at.line}, "", "has neither a column id nor a column name", "")
		}
		return nil
	}
	return heads
}

func headerName(cell string) string { return strings.TrimSpace(unguarded(cell)) }

// columnNamed gives the place of a column by its key or by the API's name.
func columnNamed(columns []column, name string) (at int, isIgnored bool) {
	if at = columnOf(columns, name); at >= 0 {
		return at, false
	}
	for i := range columns {
		if columns[i].field.Param == name {
			return i, false
		}
	}
	return -1, slices.Contains(ignoredColumns(), name)
}

// cells makes entries of a record: an empty cell is none. It gives nil after a
// complaint about the record itself.
func (r *reading) cells(reader *csv.Reader, heads []head, record []string, entries []entry) []entry {
	line, _ := reader.FieldPos(0)
	if len(record) < len(heads) {
		r.complain(spot{line: line}, "", fmt.Sprintf("has %d cells, the header %d", len(record), len(heads)), "")
		return nil
	}
	if entries == nil {
		entries = make([]entry, 0, len(heads))
	}
	for i, cell := range record {
		if cell == "" {
			continue
		}
		line, column := reader.FieldPos(i)
		at := spot{line, column}
		if i >= len(heads) || heads[i].isEmpty {
			r.complain(at, quoted(cell), "stands in a column without a name", "")
			return nil
		}
		if key := heads[i].key; key != "" {
			e := entry{key: key, keyAt: at, at: at, value: cell, kind: plain}
			if bare := unguarded(cell); bare != cell {
				e.value, e.kind = bare, text
			}
			entries = append(entries, e)
		}
	}
	return entries
}

func (r *reading) notCSV(err error) {
	var wrong *csv.ParseError
	if !errors.As(err, &wrong) {
		r.complain(spot{}, "", "cannot be read: "+escape(err.Error()), "")
		return
	}
	rule := "is not CSV: " + escape(wrong.Err.Error())
	if errors.Is(err, csv.ErrQuote) {
		rule = fmt.Sprintf("is not CSV: the quotes that begin on line %d end wrongly or nowhere", wrong.StartLine)
	} else if errors.Is(err, csv.ErrBareQuote) {
		rule = `is not CSV: a quote stands in a cell without quotes; write the cell in quotes and double it`
	}
	r.complain(spot{wrong.Line, wrong.Column}, "", rule, "")
}
