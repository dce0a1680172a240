package output

import (
	"bytes"
	"strings"
)

// tsvLines are rows with a tab between their cells, for cut and awk: nothing is quoted. A cell has
// neither tab nor line break: they are \t, \n and \r, and a backslash is \\, so that printf %b gives
// the value back. A spreadsheet takes TSV as it takes CSV, so formulas are guarded in the same way.
type tsvLines struct{ buffer bytes.Buffer }

func (l *tsvLines) add(row []string) {
	cells := escaped(row, func(cell string) string { return strings.ReplaceAll(cell, `\`, `\\`) })
	for i, cell := range cells {
		if i > 0 {
			l.buffer.WriteByte('\t')
		}
		l.buffer.WriteString(guardFormula(cell))
	}
	l.buffer.WriteByte('\n')
}

func (l *tsvLines) take() []byte {
	defer l.buffer.Reset()
	return l.buffer.Bytes()
}
