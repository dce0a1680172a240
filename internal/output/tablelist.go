package output

import "cmp"

// sizingRows is how many rows of a list decide how wide its columns are, and which of them fit.
const sizingRows = 1000

// tableList is a list as a table of any length: its first rows are kept until there are enough of
// them to size the columns by, the others are drawn one by one.
type tableList struct {
	table  *table
	at     []int // the places of the shown columns
	labels []string
	rows   int
	first  []string // the first row's cells

	// One thing in place of a list is shown line by line on a terminal.
	single bool
	// room is the terminal's width, 0 for no bound; the columns at the places in spare may be hidden
	// for it, the last one first.
	room   int
	spare  []int
	hidden []string // the labels of those that were
}

func (p *Printer) newTableList(columns []Column, at []int) *tableList {
	l := &tableList{at: at, room: p.room()}
	for place, i := range at {
		l.labels = append(l.labels, cmp.Or(columns[i].said, columns[i].Label, columns[i].Name))
		if place > 0 && !columns[i].Keep {
			l.spare = append(l.spare, place)
		}
	}
	if p.wide || len(p.columns) > 0 { // what was asked for is shown
		l.spare = nil
	}
	header := l.labels
	if p.noHeaders {
		header = nil
	}
	l.table = p.newTable(header, p.outInk)
	return l
}

func (l *tableList) add(_ any, shown []string) ([]byte, error) {
	cells := cellsAt(shown, l.at)
	l.table.add(cells)
	if l.rows++; l.rows == 1 {
		l.first = cells
	}
	if l.rows < sizingRows {
		return nil, nil
	}
	return l.render(), nil
}

func (l *tableList) render() []byte {
	if l.room > 0 && !l.table.rendered {
		for _, place := range l.table.fit(l.room, l.spare) {
			l.hidden = append(l.hidden, l.labels[place])
		}
	}
	l.first = nil
	return l.table.render()
}

func (l *tableList) end() ([]byte, error) {
	if l.single && l.rows == 1 {
		return vertical(l.labels, l.first, l.table.ink), nil
	}
	return l.render(), nil
}

// A table that has not been drawn yet is dropped: a part of it would look whole.
func (l *tableList) abandoned() []byte { return nil }
