package output

import (
	"bytes"
	"slices"
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
	rows     [][]string // since the last render
	widths   []int
	at       []int // the places of the columns that are drawn, from the first render on
	header   bool  // the next line to be drawn is the header
	rendered bool  // the widths are final
	ink      ink
}

// newTable begins a table with a header; an empty one is none.
func (p *Printer) newTable(header []string, k ink) *table {
	t := &table{ink: k, header: len(header) > 0}
	t.writer = tablewriter.NewWriter(&t.buffer)
	t.writer.SetAutoWrapText(false)
	t.writer.SetAlignment(tablewriter.ALIGN_LEFT)
	t.writer.SetBorder(false)
	t.writer.SetNoWhiteSpace(true)
	t.writer.SetTablePadding(gap)
	if t.header {
		t.append(escaped(header, p.head))
	}
	return t
}

// head gives a label as the head of a column: in upper case, unless it is said in Chinese, whose
// Latin words, such as JoinEUI, have capital letters of their own.
func (p *Printer) head(label string) string {
	if p.language != nil && label != strings.ToLower(label) {
		return label
	}
	return strings.ToUpper(label)
}

// add adds a row.
func (t *table) add(row []string) { t.append(escaped(row, nil)) }

func (t *table) append(cells []string) {
	t.rows = append(t.rows, cells)
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

// width is how many columns of a terminal the rows so far take.
func (t *table) width() int {
	total := -len(gap)
	for _, width := range t.widths {
		total += width + len(gap)
	}
	return total
}

// fit hides columns until the table is no wider than room: those at the places in spare, the last
// one first. It gives the places of the hidden ones, in order. Call it before the first render.
func (t *table) fit(room int, spare []int) (hidden []int) {
	total := t.width()
	for _, i := range slices.Backward(spare) {
		if total <= room {
			break
		}
		if i < len(t.widths) {
			total -= t.widths[i] + len(gap)
			hidden = append([]int{i}, hidden...)
		}
	}
	if len(hidden) > 0 {
		for i := range t.widths {
			if !slices.Contains(hidden, i) {
				t.at = append(t.at, i)
			}
		}
	}
	return hidden
}

// render gives the lines of the rows that have been added since the last time.
func (t *table) render() []byte {
	widths := t.widths
	if t.at != nil {
		widths = nil
		for _, i := range t.at {
			widths = append(widths, t.widths[i])
		}
	}
	for _, row := range t.rows {
		if t.at != nil {
			row = cellsAt(row, t.at)
		}
		t.writer.Append(row)
	}
	t.rows = nil
	for i, width := range widths { // in place of those that the library took from all cells
		t.writer.SetColMinWidth(i, width)
	}
	t.writer.Render()
	t.writer.ClearRows()
	t.rendered = true
	defer func() { t.buffer = bytes.Buffer{} }() // the first render needs much more than the others
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
