package output

import (
	"cmp"
	"strings"
)

// sizedBy is how many rows decide how wide the columns of a long table are.
const sizedBy = 1000

// scroll is a list as a table of any length: the first rows are held until they
// are enough to size the columns by.
type scroll struct {
	at     []int // the places of the shown columns
	first  Grid
	widths []int // nil as long as rows are held
	ink    ink
}

func newScroll(columns []Column, at []int, noHeaders bool, k ink) *scroll {
	s := &scroll{at: at, ink: k}
	if !noHeaders {
		for _, i := range at {
			s.first.Columns = append(s.first.Columns, cmp.Or(columns[i].Label, columns[i].Name))
		}
	}
	return s
}

func (s *scroll) add(_ any, shown []string) ([]byte, error) {
	row := cellsAt(shown, s.at)
	if s.widths != nil {
		return s.line(row), nil
	}
	s.first.Rows = append(s.first.Rows, row)
	if len(s.first.Rows) < sizedBy {
		return nil, nil
	}
	s.measure()
	defer func() { s.first = Grid{} }()
	return s.first.draw(s.ink)
}

// end draws what is still held; once nothing is, an empty grid has no lines.
func (s *scroll) end() ([]byte, error) { return s.first.draw(s.ink) }

// A table that has not been drawn yet is dropped: half of it would look whole.
func (s *scroll) cut() []byte { return nil }

// measure finds the widths that the grid takes for itself.
func (s *scroll) measure() {
	s.widths = make([]int, len(s.at))
	s.widen(escaped(s.first.Columns, strings.ToUpper))
	for _, row := range s.first.Rows {
		s.widen(escaped(row, nil))
	}
}

func (s *scroll) widen(row []string) {
	for i, cell := range row {
		s.widths[i] = max(s.widths[i], width(cell))
	}
}

// line lays one more row out beneath those that were drawn.
func (s *scroll) line(row []string) []byte {
	var line strings.Builder
	for i, cell := range escaped(row, nil) {
		line.WriteString(pad(cell, s.widths[i]) + gap)
	}
	return trim(line.String(), false, false)
}
