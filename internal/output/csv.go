package output

import (
	"bytes"
	"encoding/csv"
	"errors"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// csvLines are rows as CSV (RFC 4180) in UTF-8 without a byte order mark. Lines end with \n alone,
// against the RFC's letter: every spreadsheet reads that, while cut, awk and read would take the \r
// as a part of the last cell.
type csvLines struct {
	buffer bytes.Buffer
	writer *csv.Writer
}

func newCSVLines() *csvLines {
	l := &csvLines{}
	l.writer = csv.NewWriter(&l.buffer)
	return l
}

func (l *csvLines) add(row []string) {
	if len(row) < 2 && strings.Join(row, "") == "" {
		// The writer would leave the line empty, and readers skip it.
		l.writer.Flush()
		l.buffer.WriteString("\"\"\n")
		return
	}
	cells := escaped(row, nil)
	for i, cell := range cells {
		cells[i] = guardFormula(cell)
	}
	_ = l.writer.Write(cells) // a buffer takes everything
}

func (l *csvLines) take() []byte {
	l.writer.Flush()
	defer l.buffer.Reset()
	return l.buffer.Bytes()
}

// separated gives the grid as CSV or TSV.
func (g Grid) separated(form Form) []byte {
	lines := newCellLines(form)
	if len(g.Columns) > 0 {
		lines.add(g.Columns)
	}
	for _, row := range g.Rows {
		lines.add(row)
	}
	return lines.take()
}

// cellLines are rows of raw values: CSV or TSV.
type cellLines interface {
	add(row []string)
	// take gives the lines that have been added since the last time. They are valid until the next
	// add.
	take() []byte
}

func newCellLines(form Form) cellLines {
	if form == TSV {
		return &tsvLines{}
	}
	return newCSVLines()
}

// csvList is a list as CSV or TSV.
type csvList struct {
	places map[string]int // of the columns, by name
	lines  cellLines      // the header, as long as no row has come
}

func newCSVList(form Form, columns []Column, at []int, noHeaders bool) *csvList {
	l := &csvList{places: map[string]int{}, lines: newCellLines(form)}
	var names []string
	for place, i := range at {
		l.places[columns[i].Name] = place
		names = append(names, columns[i].Name)
	}
	if !noHeaders {
		l.lines.add(names)
	}
	return l
}

func (l *csvList) add(item any, _ []string) ([]byte, error) {
	document, err := encodeItem(item)
	if err != nil {
		return nil, err
	}
	l.lines.add(flatCells(document, l.places))
	return l.lines.take(), nil
}

func (l *csvList) end() ([]byte, error) { return l.lines.take(), nil }

func (l *csvList) abandoned() []byte { return nil }

// guardFormula puts an apostrophe before what a spreadsheet would run as a formula, as OWASP
// advises against CSV injection. Full-width signs count, since spreadsheets take them for the
// others; blanks before a sign change nothing. A tab or carriage return at the start is a visible
// escape by now. Numbers stay numbers. A cell that begins with an apostrophe gets another one, so
// that a reader can take one off every cell that has it.
func guardFormula(cell string) string {
	start := strings.TrimLeftFunc(cell, unicode.IsSpace)
	first, _ := utf8.DecodeRuneInString(start)
	if strings.HasPrefix(cell, "'") || strings.ContainsRune("=+-@＝＋－＠", first) && !isNumber(cell) {
		return "'" + cell
	}
	return cell
}

// isNumber reports whether s is a decimal number, even one larger than a float. Words such as -inf
// are not: a spreadsheet runs them as names.
func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return strings.Trim(s, "0123456789.+-eE") == "" && (err == nil || errors.Is(err, strconv.ErrRange))
}
