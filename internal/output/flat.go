package output

import (
	"bytes"
	"encoding/json"
)

// gridOf sets a compact JSON document out for CSV: objects as rows, with a
// column for every name that any of them has, in the order in which they come;
// lists as rows without a header, and every other item as a row of one cell.
// Null is no row at all.
func gridOf(document []byte) (Grid, error) {
	items := []json.RawMessage{document}
	switch document[0] {
	case 'n':
		return Grid{}, nil
	case '[':
		if err := json.Unmarshal(document, &items); err != nil {
			return Grid{}, err
		}
	}
	for _, item := range items {
		if item[0] != '{' {
			return gridOfCells(items)
		}
	}
	return gridOfObjects(items)
}

func gridOfCells(items []json.RawMessage) (Grid, error) {
	var g Grid
	for _, item := range items {
		cells := []json.RawMessage{item}
		if item[0] == '[' {
			if err := json.Unmarshal(item, &cells); err != nil {
				return Grid{}, err
			}
		}
		var row []string
		for _, cell := range cells {
			row = append(row, plainText(cell))
		}
		g.Rows = append(g.Rows, row)
	}
	return g, nil
}

func gridOfObjects(items []json.RawMessage) (Grid, error) {
	var g Grid
	seen := map[string]bool{}
	records := make([]record, len(items))
	for i, item := range items {
		records[i] = record{}
		names, err := records[i].read("", item, nil)
		if err != nil {
			return Grid{}, err
		}
		for _, name := range names {
			if !seen[name] {
				seen[name] = true
				g.Columns = append(g.Columns, name)
			}
		}
	}
	for _, r := range records {
		g.Rows = append(g.Rows, r.cells(g.Columns))
	}
	return g, nil
}

// record is an object laid flat: its values as text, by names that are joined by
// points. An object within it is there twice: in its parts, and as JSON.
type record map[string]string

// read takes a value in under a name, empty for the object itself, and adds to
// names those of its parts that have no parts of their own.
func (r record) read(name string, value []byte, names []string) ([]string, error) {
	if name != "" {
		r[name] = plainText(value)
		if value[0] != '{' || len(value) == len("{}") {
			return append(names, name), nil
		}
		name += "."
	}
	decoder := json.NewDecoder(bytes.NewReader(value))
	if _, err := decoder.Token(); err != nil {
		return nil, err
	}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		var part json.RawMessage
		if err := decoder.Decode(&part); err != nil {
			return nil, err
		}
		if names, err = r.read(name+key.(string), part, names); err != nil {
			return nil, err
		}
	}
	return names, nil
}

// cells gives the values of these names; a name that the object does not have is
// an empty cell.
func (r record) cells(names []string) []string {
	row := make([]string, len(names))
	for i, name := range names {
		row[i] = r[name]
	}
	return row
}

// plainText shows a JSON value in a cell: a string without quotes, null as
// nothing, the rest as it is.
func plainText(value []byte) string {
	switch value[0] {
	case '"':
		var s string
		_ = json.Unmarshal(value, &s) // it is a string of a document that has been encoded
		return s
	case 'n':
		return ""
	}
	return string(value)
}
