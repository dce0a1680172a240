package output

import (
	"slices"

	"linkwanctl/internal/i18n"
)

// Grid is a table's content, for people: a header, shown in upper case, and the rows beneath it.
// Cells are escaped when they are drawn. A Grid without Columns has no header; one without rows is
// its header alone. A row may be shorter than the header.
//
// A terminal shows a single row from top to bottom where it does not fit from left to right, and
// where it is One thing that was asked for. Several rows that do not fit lose the columns at the
// places in Spare, the last one first.
type Grid struct {
	Columns []string
	Rows    [][]string
	One     bool
	// Labels says that the first cell of a row is a label, as in a list of one thing's values.
	Labels bool
	Spare  []int
}

// draw gives the grid as a table, or its only row from top to bottom.
func (g Grid) draw(p *Printer) []byte {
	t := p.newTable(g.Columns, p.outInk)
	for _, row := range g.Rows {
		t.add(row)
	}
	if len(g.Rows) == 1 && len(g.Columns) > 0 && p.onTerminal() && (g.One || p.tooWide(t.width())) {
		return vertical(g.Columns, g.Rows[0], p.outInk)
	}
	if room := p.room(); room > 0 && !p.wide && len(g.Columns) > 0 {
		p.hidden = cellsAt(g.Columns, t.fit(room, g.Spare))
	}
	return t.render()
}

// in gives the grid with its header in a language.
func (g Grid) in(c *i18n.Catalogue) Grid {
	if c == nil {
		return g
	}
	g.Columns = slices.Clone(g.Columns)
	for i, label := range g.Columns {
		g.Columns[i] = c.Exact(label)
	}
	if g.Labels {
		g.Rows = slices.Clone(g.Rows)
		for i, row := range g.Rows {
			g.Rows[i] = append([]string{c.Exact(row[0])}, row[1:]...)
		}
	}
	return g
}

// only gives the grid with the columns at these places, in this order.
func (g Grid) only(at []int) Grid {
	some := Grid{Columns: cellsAt(g.Columns, at), One: g.One, Labels: g.Labels}
	for _, row := range g.Rows {
		some.Rows = append(some.Rows, cellsAt(row, at))
	}
	return some
}

// cellsAt gives the cells at these places; those beyond a short row's end are empty.
func cellsAt(row []string, at []int) []string {
	cells := make([]string, len(at))
	for i, place := range at {
		if place < len(row) {
			cells[i] = row[place]
		}
	}
	return cells
}

// escaped gives the cells of one row, changed first where change is not nil.
func escaped(cells []string, change func(string) string) []string {
	shown := make([]string, len(cells))
	for i, cell := range cells {
		if change != nil {
			cell = change(cell)
		}
		shown[i] = Escape(cell)
	}
	return shown
}
