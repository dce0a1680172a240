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
	widths widths // nil as long as rows are held
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
		return s.widths.line(escaped(row, nil), false, false), nil
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
	s.widths = make(widths, len(s.at))
	s.widths.widen(escaped(s.first.Columns, strings.ToUpper))
	for _, row := range s.first.Rows {
		s.widths.widen(escaped(row, nil))
	}
}
