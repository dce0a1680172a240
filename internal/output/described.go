package output

import (
	"strings"

	"github.com/mattn/go-runewidth"
)

// valuesAt is the column of a terminal at which the note and the values of Described begin, unless a
// label is longer.
const valuesAt = 18

// changesAt is the column of a terminal at which the values of Aligned begin, unless a label is longer.
const changesAt = 14

// Aligned gives a line for each label and value, as Described lays them out but not escaped.
func Aligned(pairs [][2]string) []string {
	const indent = gap
	at := changesAt
	for _, pair := range pairs {
		at = max(at, runewidth.StringWidth(indent+pair[0]+gap))
	}
	lines := make([]string, len(pairs))
	for i, pair := range pairs {
		lines[i] = pad(indent+pair[0], at) + pair[1]
	}
	return lines
}

// Described lays one thing out for people, as the Text of a Result: a title with a note beside it,
// and beneath it a line for each label and value. Everything is escaped; a pair without a value is
// left out.
func Described(title, note string, pairs [][2]string) string {
	const indent = gap
	at := valuesAt
	for _, pair := range pairs {
		at = max(at, runewidth.StringWidth(indent+Escape(pair[0])+gap))
	}
	text := strings.TrimRight(pad(Escape(title), max(at, runewidth.StringWidth(Escape(title)+gap)))+Escape(note), " ") + "\n"
	for _, pair := range pairs {
		if pair[1] != "" {
			text += pad(indent+Escape(pair[0]), at) + Escape(pair[1]) + "\n"
		}
	}
	return strings.ReplaceAll(text, " \n", "\n")
}

// Listed gives the pairs of Described for a label with several values, one a line.
func Listed(label string, values []string) [][2]string {
	pairs := make([][2]string, len(values))
	for i, value := range values {
		pairs[i] = [2]string{label, value}
		label = ""
	}
	return pairs
}
