package output

import (
	"slices"
	"strings"
)

// widestCell is how many bytes a cell has at the most that makes its column wide.
// A longer one, of megabytes maybe, moves the rest of its own line: every other
// line would be filled up to its width.
const widestCell = 4 << 10

// widths are how wide a table's columns are. Cells have been escaped before.
type widths []int

func (w widths) widen(row []string) {
	for i, cell := range row {
		if len(cell) <= widestCell {
			w[i] = max(w[i], width(cell))
		}
	}
}

// line lays one row out beneath the others.
func (w widths) line(row []string, isHeader bool, k ink) []byte {
	var line strings.Builder
	for i, cell := range row {
		if len(cell) <= widestCell {
			cell = pad(cell, w[i])
		}
		line.WriteString(cell + gap)
	}
	return trim(line.String(), isHeader, k)
}

// isWide tells that a row has a cell that makes no column wide.
func isWide(row []string) bool {
	return slices.ContainsFunc(row, func(cell string) bool { return len(cell) > widestCell })
}

// drawLines is draw for a grid with wide rows, which the table's library would
// fill up with blanks.
func (g Grid) drawLines(k ink) []byte {
	header, columns := escaped(g.Columns, strings.ToUpper), len(g.Columns)
	rows := make([][]string, len(g.Rows))
	for i, row := range g.Rows {
		rows[i], columns = escaped(row, nil), max(columns, len(row))
	}
	w := make(widths, columns)
	w.widen(header)
	for _, row := range rows {
		w.widen(row)
	}
	var b []byte
	if len(header) > 0 {
		b = w.line(header, true, k)
	}
	for _, row := range rows {
		b = append(b, w.line(row, false, k)...)
	}
	return b
}
