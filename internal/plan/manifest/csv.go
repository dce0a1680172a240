package manifest

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/text"
)

// ignoredColumns are what "joinperm list -o csv" has beside the fields.
func ignoredColumns() []string { return []string{"AuthState", "RenterAliyunId"} }

// column is a column of the file.
type column struct {
	key     string // empty for one that is ignored
	isEmpty bool   // it has no name, and its cells no values
}

func (r *reading) readCSV() {
	reader := csv.NewReader(bytes.NewReader(r.data))
	reader.Comma, _ = separator(firstLine(r.data), r.fields)
	reader.FieldsPerRecord = -1
	var columns []column
	for {
		record, err := reader.Read()
		switch {
		case errors.Is(err, io.EOF):
			return
		case err != nil:
			r.notCSV(err)
			return
		case columns == nil:
			if columns = r.header(reader, record); columns == nil {
				return
			}
		case strings.Join(record, "") == "": // spreadsheets end with such rows
		default:
			if entries, ok := r.cells(reader, columns, record); ok {
				r.row(lineOf(reader), entries)
			}
		}
	}
}

// withoutEmptyRows is a file without the empty rows at its end, of which a spreadsheet may write as
// many as it can have. None of them is a part of a cell: its quotes would end behind it.
func withoutEmptyRows(data []byte, separator rune) []byte {
	empty := string(separator) + "\r\n"
	for len(data) > 0 {
		last := bytes.LastIndexByte(data[:len(data)-1], '\n') + 1
		if len(bytes.Trim(data[last:], empty)) > 0 {
			break
		}
		data = data[:last]
	}
	return data
}

func lineOf(reader *csv.Reader) text.Position {
	line, _ := reader.FieldPos(0)
	return text.Position{Line: line}
}

// placeOf is the place of a cell, its column in bytes.
func placeOf(reader *csv.Reader, cell int) text.Position {
	line, column := reader.FieldPos(cell)
	return text.Position{Line: line, Column: column}
}

// header reads the names of the columns, nil where no row can be read with them.
func (r *reading) header(reader *csv.Reader, record []string) []column {
	before, first := r.wrong(), map[int]string{}
	columns := make([]column, len(record))
	for i, name := range record {
		name = headerName(name)
		at, isIgnored := columnNamed(r.fields, name)
		switch {
		case isIgnored:
		case name == "":
			columns[i].isEmpty = true
		case at < 0:
			r.complain(placeOf(reader, i), shown(name), i18n.T("is not a column"), r.nearest(name))
		case first[at] != "":
			r.complain(placeOf(reader, i), name, i18n.T("is the same column as %s", first[at]), "")
		default:
			first[at], columns[i].key = name, r.fields[at].Key
		}
	}
	if first[fieldID] == "" && first[fieldName] == "" {
		if before == r.wrong() || len(first) > 0 {
			r.complain(lineOf(reader), "", i18n.T("needs a column id or name"), "")
		}
		return nil
	}
	return columns
}

func headerName(cell string) string { return strings.TrimSpace(unguarded(cell)) }

// columnNamed gives the field of a column by its key or by the API's name, -1 for none.
func columnNamed(fields []joinperm.Field, name string) (at int, isIgnored bool) {
	at = slices.IndexFunc(fields, func(f joinperm.Field) bool { return f.Key == name || f.Param == name })
	return at, at < 0 && slices.Contains(ignoredColumns(), name)
}

// cells makes entries of a record: an empty cell is none. It is false after a complaint about the
// record itself.
func (r *reading) cells(reader *csv.Reader, columns []column, record []string) ([]entry, bool) {
	if len(record) < len(columns) {
		r.complain(lineOf(reader), "", i18n.T("has %d cells; the header has %d", len(record), len(columns)), "")
		return nil, false
	}
	var entries []entry
	for i, cell := range record {
		if cell == "" {
			continue
		}
		at := placeOf(reader, i)
		if i >= len(columns) || columns[i].isEmpty {
			r.complain(at, quoted(cell), i18n.T("is in a column without a name"), "")
			return nil, false
		}
		if key := columns[i].key; key != "" {
			e := entry{key: key, keyAt: at, at: at, value: unguarded(cell), kind: plain}
			if e.value != cell {
				e.kind = quotedText
			}
			entries = append(entries, e)
		}
	}
	return entries, true
}

func (r *reading) notCSV(err error) {
	var wrong *csv.ParseError
	if !errors.As(err, &wrong) {
		r.complain(text.Position{}, "", i18n.T("cannot be read: %s", err), "")
		return
	}
	rule := i18n.T("is not valid CSV: %s", wrong.Err)
	if errors.Is(err, csv.ErrQuote) {
		rule = i18n.T("is not valid CSV: the quote opened on line %d is not closed, or text follows it", wrong.StartLine)
	} else if errors.Is(err, csv.ErrBareQuote) {
		rule = i18n.T("is not valid CSV: the cell has a quote inside; put the cell in quotes and double that quote")
	}
	r.complain(text.Position{Line: wrong.Line, Column: wrong.Column}, "", rule, "")
}
