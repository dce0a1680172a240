package manifest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"linkwanctl/internal/text"
)

// Spreadsheets run a cell that begins like a formula, and write a number in their own way: without
// leading zeros, in 15 digits, with an exponent. An apostrophe keeps such a cell as it is (OWASP
// advises it against CSV injection). Reading takes one off the start of any cell, as of those of -o
// csv, so a value that begins with one gets another.

// guarded returns the cell for a value.
func guarded(value string) string {
	if strings.HasPrefix(value, "'") || isEndangered(value) {
		return "'" + value
	}
	return value
}

// unguarded returns the value of a cell.
func unguarded(cell string) string { return strings.TrimPrefix(cell, "'") }

var changedNumber = text.Pattern(`^[0-9]+(\.[0-9]*)?[eE][+-]?[0-9]+$`)

// isEndangered reports whether a spreadsheet would run or change the cell.
func isEndangered(value string) bool {
	const exact = 15 // decimal digits that a spreadsheet's number keeps
	start := strings.TrimLeftFunc(value, unicode.IsSpace)
	first, _ := utf8.DecodeRuneInString(start)
	switch {
	case start == "":
		return false
	case strings.ContainsRune("=+-@＝＋－＠", first):
		return true
	case strings.Trim(start, "0123456789") == "":
		return len(start) > exact || start[0] == '0' && len(start) > 1
	}
	return start[0] >= '0' && start[0] <= '9' && changedNumber().MatchString(start)
}
