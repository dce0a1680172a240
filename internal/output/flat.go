package output

import (
	"bytes"
	"encoding/json"
)

// GridOf lays JSON of any shape out as CSV does, for people: the objects of a list as rows, one object
// as a single row, and anything else as a row of one cell. It fails for what is not JSON.
func GridOf(document json.RawMessage) (Grid, error) {
	encoded, err := compact(document)
	if err != nil {
		return Grid{}, err
	}
	return gridOf(encoded), nil
}

// gridOf lays a compact JSON document out for CSV: objects as rows, with a column for every name
// that any of them has, in the order in which they come; lists as rows without a header, and every
// other item as a row of one cell. Null is no row at all.
func gridOf(document []byte) Grid {
	items := [][]byte{document}
	switch document[0] {
	case 'n':
		return Grid{}
	case '[':
		items = elements(document)
	}
	for _, item := range items {
		if item[0] != '{' {
			return gridOfCells(items)
		}
	}
	return gridOfObjects(items)
}

func gridOfCells(items [][]byte) Grid {
	var g Grid
	for _, item := range items {
		cells := [][]byte{item}
		if item[0] == '[' {
			cells = elements(item)
		}
		var row []string
		for _, cell := range cells {
			row = append(row, plainText(cell))
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

func gridOfObjects(items [][]byte) Grid {
	var g Grid
	places := map[string]int{}
	for _, item := range items {
		flatten("", item, func(name string, value []byte) {
			if _, known := places[name]; !known && !hasMembers(value) {
				places[name] = len(g.Columns)
				g.Columns = append(g.Columns, name)
			}
		})
	}
	for _, item := range items {
		g.Rows = append(g.Rows, flatCells(item, places))
	}
	return g
}

// flatCells gives the values of an object's members, each at the place of its name; the names
// within an object in it are joined by points. A name that the object does not have is an empty
// cell.
func flatCells(object []byte, places map[string]int) []string {
	row := make([]string, len(places))
	flatten("", object, func(name string, value []byte) {
		if i, found := places[name]; found {
			row[i] = plainText(value)
		}
	})
	return row
}

// flatten hands over the members of a compact JSON object, the names within an object in it joined
// by points. Such an object comes itself as well, before its members.
func flatten(prefix string, object []byte, each func(name string, value []byte)) {
	for rest := object[1:]; len(rest) > len("}"); {
		n := valueLength(rest)
		name := prefix + plainText(rest[:n])
		rest = rest[n+len(":"):]
		n = valueLength(rest)
		each(name, rest[:n])
		if hasMembers(rest[:n]) {
			flatten(name+".", rest[:n], each)
		}
		rest = rest[n+1:] // without the comma or the closing brace
	}
}

func hasMembers(value []byte) bool { return value[0] == '{' && len(value) > len("{}") }

// elements gives the elements of a compact JSON array.
func elements(array []byte) [][]byte {
	var all [][]byte
	for rest := array[1:]; len(rest) > len("]"); {
		n := valueLength(rest)
		all = append(all, rest[:n])
		rest = rest[n+1:] // without the comma or the closing bracket
	}
	return all
}

// valueLength is how many bytes the first value of a list in compact JSON takes.
func valueLength(text []byte) int {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case depth == 0 && (c == ',' || c == ':' || c == '}' || c == ']'):
			return i
		case c == '}' || c == ']':
			depth--
		}
	}
	return len(text)
}

// plainText shows a JSON value in a cell: a string without quotes, null as nothing, the rest as it
// is.
func plainText(value []byte) string {
	switch value[0] {
	case '"':
		if bytes.IndexByte(value, '\\') < 0 {
			return string(value[1 : len(value)-1])
		}
		var s string
		_ = json.Unmarshal(value, &s) // it is a string of a document that has been encoded
		return s
	case 'n':
		return ""
	}
	return string(value)
}
