package output

import (
	"bytes"
	"cmp"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/olekukonko/tablewriter"
)

const (
	// gap is what separates two columns.
	gap = "  "
	// widestCell is how many bytes a cell can have and still make its column wider. A longer one,
	// of megabytes maybe, would have every other line filled up to its width.
	widestCell = 4 << 10
)

// The library takes the width of ambiguous characters (–, →, ─) from the locale. Terminals that
// draw them wide have become rare, and the columns that a script sees must not depend on LANG.
func init() { runewidth.DefaultCondition.EastAsianWidth = false }

// table draws rows in columns that are two blanks apart, without borders and without blanks at the
// end of a line. The columns are as wide as the widest cell of the rows before the first render.
// Nothing is wrapped or cut: a wider cell, or one of more than widestCell bytes, moves the rest of
// its own line.
type table struct {
	writer   *tablewriter.Table
	buffer   bytes.Buffer
	widths   []int
	header   bool // the next line to be drawn is the header
	rendered bool // the widths are final
	ink      ink
}

// newTable begins a table with a header, in upper case; an empty one is none.
func newTable(header []string, k ink) *table {
	t := &table{ink: k, header: len(header) > 0}
	t.writer = tablewriter.NewWriter(&t.buffer)
	t.writer.SetAutoWrapText(false)
	t.writer.SetAlignment(tablewriter.ALIGN_LEFT)
	t.writer.SetBorder(false)
	t.writer.SetNoWhiteSpace(true)
	t.writer.SetTablePadding(gap)
	if t.header {
		t.append(escaped(header, strings.ToUpper))
	}
	return t
}

// add adds a row.
func (t *table) add(row []string) { t.append(escaped(row, nil)) }

func (t *table) append(cells []string) {
	t.writer.Append(cells)
	if t.rendered {
		return
	}
	for i, cell := range cells {
		if i == len(t.widths) {
			t.widths = append(t.widths, 0)
		}
		if len(cell) <= widestCell {
			t.widths[i] = max(t.widths[i], runewidth.StringWidth(cell))
		}
	}
}

// render gives the lines of the rows that have been added since the last time.
func (t *table) render() []byte {
	for i, width := range t.widths { // in place of those that the library took from all cells
		t.writer.SetColMinWidth(i, width)
	}
	t.writer.Render()
	t.writer.ClearRows()
	t.rendered = true
	defer t.buffer.Reset()
	var b []byte
	for line := range strings.Lines(t.buffer.String()) {
		line = strings.TrimRight(line, " \n")
		if t.header {
			line, t.header = t.ink.bold(line), false
		}
		b = append(append(b, line...), '\n')
	}
	return b
}

// pad fills s up with blanks to n columns of a terminal: Han characters and emoji take two,
// ambiguous ones one (Unicode Standard Annex 11), whatever the locale.
func pad(s string, n int) string { return runewidth.FillRight(s, n) }

// sizingRows is how many rows of a list decide how wide its columns are.
const sizingRows = 1000

// tableList is a list as a table of any length: its first rows are kept until there are enough of
// them to size the columns by, the others are drawn one by one.
type tableList struct {
	table *table
	at    []int // the places of the shown columns
	rows  int
}

func newTableList(columns []Column, at []int, noHeaders bool, k ink) *tableList {
	var header []string
	if !noHeaders {
		for _, i := range at {
			header = append(header, cmp.Or(columns[i].Label, columns[i].Name))
		}
	}
	return &tableList{table: newTable(header, k), at: at}
}

func (l *tableList) add(_ any, shown []string) ([]byte, error) {
	l.table.add(cellsAt(shown, l.at))
	l.rows++
	if l.rows < sizingRows {
		return nil, nil
	}
	return l.table.render(), nil
}

func (l *tableList) end() ([]byte, error) { return l.table.render(), nil }

// A table that has not been drawn yet is dropped: a part of it would look whole.
func (l *tableList) abandoned() []byte { return nil }
