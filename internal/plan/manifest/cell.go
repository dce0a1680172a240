package manifest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Spreadsheets run a cell that begins like a formula, and write a number in their
// own way: without leading zeros, in 15 digits, with an exponent. An apostrophe
// keeps such a cell as it is (OWASP advises it against CSV injection); reading
// takes it away.

// armed gives the cell that holds value.
func armed(value string) string {
	if isEndangered(value) {
		return "'" + value
	}
	return value
}

// armless gives the value that a cell holds.
func armless(cell string) string {
	if rest, has := strings.CutPrefix(cell, "'"); has && isEndangered(rest) {
		return rest
	}
	return cell
}

var changedNumber = lazily(`^[0-9]+(\.[0-9]*)?[eE][+-]?[0-9]+$`)

// isEndangered tells what a spreadsheet would run or change. Apostrophes before it
// count as nothing, so that a value which has some of its own comes back with them.
func isEndangered(value string) bool {
	const exact = 15 // decimal digits that a spreadsheet's number holds
	start := strings.TrimLeftFunc(strings.TrimLeft(value, "'"), unicode.IsSpace)
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
