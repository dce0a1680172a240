package output

import (
	"maps"
	"slices"
)

// absent is shown for null, since a blank could be taken for an empty string.
const absent = "–"

// drawAnswer shows a query's answer to a person: nothing for null, a scalar on its own line, a list
// of scalars one a line, an object or a list of objects as a grid with the keys as columns, sorted,
// and anything deeper as the JSON in encoded.
func (p *Printer) drawAnswer(answer any, encoded []byte) ([]byte, error) {
	switch value := answer.(type) {
	case nil:
		return nil, nil
	case map[string]any:
		if flat(value) {
			return p.draw(objects([]any{value}), nil)
		}
	case []any:
		if !slices.ContainsFunc(value, deep) {
			return scalarLines(value), nil
		}
		if !slices.ContainsFunc(value, notFlat) {
			return p.draw(objects(value), nil)
		}
	default:
		return scalarLines([]any{value}), nil
	}
	return indent(encoded)
}

// scalarLines shows scalars, one a line.
func scalarLines(scalars []any) []byte {
	var b []byte
	for _, scalar := range scalars {
		b = append(b, Escape(cell(scalar))...)
		b = append(b, '\n')
	}
	return b
}

// cell shows a scalar: strings without quotes, the rest as in JSON.
func cell(scalar any) string {
	switch value := scalar.(type) {
	case nil:
		return absent
	case string:
		return value
	}
	text, _ := compact(scalar) // the whole answer has been encoded before
	return string(text)
}

// deep reports whether value is more than a scalar.
func deep(value any) bool {
	switch value.(type) {
	case map[string]any, []any:
		return true
	}
	return false
}

// flat reports whether all of an object's values are scalars.
func flat(object map[string]any) bool {
	for _, value := range object {
		if deep(value) {
			return false
		}
	}
	return true
}

func notFlat(value any) bool {
	object, ok := value.(map[string]any)
	return !ok || !flat(object)
}

// objects sets flat objects out: every key that any of them has is a column.
func objects(all []any) Grid {
	keys := map[string]bool{}
	for _, object := range all {
		for key := range object.(map[string]any) {
			keys[key] = true
		}
	}
	grid := Grid{Columns: slices.Sorted(maps.Keys(keys))}
	for _, object := range all {
		var row []string
		for _, key := range grid.Columns {
			row = append(row, cell(object.(map[string]any)[key]))
		}
		grid.Rows = append(grid.Rows, row)
	}
	return grid
}
