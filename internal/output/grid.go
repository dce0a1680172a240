package output

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/olekukonko/tablewriter"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
	"github.com/olekukonko/tablewriter/renderer"
	"github.com/olekukonko/tablewriter/tw"
)

// gap stands between two columns.
const gap = "  "

// Grid is a table's content, for people: a header, shown in upper case, and the
// rows beneath it. Cells are escaped when they are drawn. A Grid without Columns
// has no header; one without rows is its header alone. A row may be shorter than
// the header.
type Grid struct {
	Columns []string
	Rows    [][]string
}

// draw lays the grid out in columns that are as wide as their widest cell, two
// blanks apart, without borders and without blanks at the end of a line. Nothing
// is wrapped or cut; a cell of more than 4 KiB moves the rest of its line.
func (g Grid) draw(k ink) ([]byte, error) {
	if slices.ContainsFunc(g.Rows, isWide) {
		return g.drawLines(k), nil
	}
	var buffer bytes.Buffer
	table := newTable(&buffer)
	if len(g.Columns) > 0 {
		table.Header(escaped(g.Columns, strings.ToUpper))
	}
	for _, row := range g.Rows {
		if err := table.Append(escaped(row, nil)); err != nil {
			return nil, fmt.Errorf("lay out table: %w", err)
		}
	}
	if err := table.Render(); err != nil {
		return nil, fmt.Errorf("lay out table: %w", err)
	}
	return trim(buffer.String(), len(g.Columns) > 0, k), nil
}

// only gives the grid with the columns at these places, in this order.
func (g Grid) only(at []int) Grid {
	some := Grid{Columns: cellsAt(g.Columns, at)}
	for _, row := range g.Rows {
		some.Rows = append(some.Rows, cellsAt(row, at))
	}
	return some
}

// cellsAt gives the cells at these places; those beyond a short row's end are
// empty.
func cellsAt(row []string, at []int) []string {
	cells := make([]string, len(at))
	for i, place := range at {
		if place < len(row) {
			cells[i] = row[place]
		}
	}
	return cells
}

// newTable sets the table writer up for plain columns: it would otherwise draw
// borders, reformat headers, centre, wrap and trim.
func newTable(buffer *bytes.Buffer) *tablewriter.Table {
	// The library takes the width of ambiguous characters (–, →, ─) from the
	// locale, at start-up and for the whole process. Terminals that draw them
	// wide have become rare, and a script's columns must not hang on LANG.
	twwidth.SetOptions(twwidth.Options{})
	cells := tw.CellConfig{
		Formatting: tw.CellFormatting{AutoWrap: tw.WrapNone, AutoFormat: tw.Off},
		Alignment:  tw.CellAlignment{Global: tw.AlignLeft},
		Padding:    tw.CellPadding{Global: tw.Padding{Right: gap, Overwrite: true}},
	}
	return tablewriter.NewTable(buffer,
		tablewriter.WithRenderer(renderer.NewBlueprint(tw.Rendition{
			Borders:  tw.BorderNone,
			Symbols:  tw.NewSymbols(tw.StyleNone),
			Settings: tw.Settings{Separators: tw.SeparatorsNone, Lines: tw.LinesNone},
		})),
		tablewriter.WithConfig(tablewriter.Config{
			Header:   cells,
			Row:      cells,
			Behavior: tw.Behavior{TrimSpace: tw.Off, TrimLine: tw.Off, TrimTab: tw.Off},
		}),
	)
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

// trim takes the last column's padding away and makes the header bold, once
// nothing is measured any more.
func trim(table string, header bool, k ink) []byte {
	var b []byte
	for line := range strings.Lines(table) {
		line = strings.TrimRight(line, " \n")
		if header {
			line, header = k.bold(line), false
		}
		b = append(b, line...)
		b = append(b, '\n')
	}
	return b
}

// width is how many columns of a terminal s takes: Han characters and emoji two,
// ambiguous ones one (Unicode Standard Annex 11), whatever the locale.
func width(s string) int {
	return twwidth.WidthWithOptions(s, twwidth.Options{})
}

// pad fills s up with blanks to n columns.
func pad(s string, n int) string {
	return s + strings.Repeat(" ", max(0, n-width(s)))
}
