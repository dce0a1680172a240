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

// csv writes the grid as CSV (RFC 4180) in UTF-8 without a byte order mark. Lines
// end with \n alone, against the RFC's letter: every spreadsheet reads that, while
// cut, awk and read would keep the \r as a part of the last cell.
func (g Grid) csv() []byte {
	var buffer bytes.Buffer
	writer := csv.NewWriter(&buffer) // a buffer takes everything: no error
	if len(g.Columns) > 0 {
		_ = writer.Write(defused(g.Columns))
	}
	for _, row := range g.Rows {
		if strings.Join(row, "") == "" && len(row) < 2 {
			// The writer would leave the line empty, and readers pass over it.
			writer.Flush()
			buffer.WriteString("\"\"\n")
			continue
		}
		_ = writer.Write(defused(row))
	}
	writer.Flush()
	return buffer.Bytes()
}

func defused(row []string) []string {
	cells := escaped(row, nil)
	for i, cell := range cells {
		cells[i] = defuse(cell)
	}
	return cells
}

// defuse puts an apostrophe before what a spreadsheet would run as a formula, as
// OWASP advises against CSV injection. Full-width signs count, since spreadsheets
// take them for the others; blanks before a sign do not save it. A tab or carriage
// return at the start has become a visible escape before. Numbers stay numbers. A
// cell that begins with an apostrophe gets another one, so that a reader may take
// one off every cell that has it.
func defuse(cell string) string {
	start := strings.TrimLeftFunc(cell, unicode.IsSpace)
	first, _ := utf8.DecodeRuneInString(start)
	if strings.HasPrefix(cell, "'") || strings.ContainsRune("=+-@＝＋－＠", first) && !isNumber(cell) {
		return "'" + cell
	}
	return cell
}

// isNumber tells whether s is a decimal number, be it larger than a float. Words
// such as -inf are not: a spreadsheet runs them as names.
func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return strings.Trim(s, "0123456789.+-eE") == "" && (err == nil || errors.Is(err, strconv.ErrRange))
}
