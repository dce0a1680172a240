package output

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// silence is Quiet's.
type silence struct{}

func (silence) add(any, []string) ([]byte, error) { return nil, nil }
func (silence) end() ([]byte, error)              { return nil, nil }
func (silence) cut() []byte                       { return nil }

// array is a list as JSON.
type array struct{ begun bool }

func (a *array) add(item any, _ []string) ([]byte, error) {
	document, err := encodeItem(item)
	if err != nil {
		return nil, err
	}
	var buffer bytes.Buffer
	if a.begun {
		buffer.WriteString(",\n  ")
	} else {
		buffer.WriteString("[\n  ")
	}
	if err := json.Indent(&buffer, document, "  ", "  "); err != nil {
		return nil, fmt.Errorf("indent JSON: %w", err)
	}
	a.begun = true
	return buffer.Bytes(), nil
}

func (a *array) end() ([]byte, error) {
	if !a.begun {
		return []byte("[]\n"), nil
	}
	return []byte("\n]\n"), nil
}

func (a *array) cut() []byte { return []byte("\n") }

// sequence is a list as YAML: each item is a list of one, which is how the items
// of a longer list look too.
type sequence struct{ begun bool }

func (s *sequence) add(item any, _ []string) ([]byte, error) {
	document, err := encodeItem(item)
	if err != nil {
		return nil, err
	}
	s.begun = true
	return encodeYAML(append(append([]byte("["), document...), ']'))
}

func (s *sequence) end() ([]byte, error) {
	if !s.begun {
		return []byte("[]\n"), nil
	}
	return nil, nil
}

// A block sequence has no end that could be left out, and a quote has.
func (s *sequence) cut() []byte { return []byte("- \"the list is incomplete\n") }

// sheet is a list as CSV.
type sheet struct{ header, names []string }

func newSheet(columns []Column, at []int, noHeaders bool) *sheet {
	s := &sheet{}
	for _, i := range at {
		s.names = append(s.names, columns[i].Name)
	}
	if !noHeaders {
		s.header = s.names
	}
	return s
}

func (s *sheet) add(item any, _ []string) ([]byte, error) {
	document, err := encodeItem(item)
	if err != nil {
		return nil, err
	}
	r := record{}
	if _, err := r.read("", document, nil); err != nil {
		return nil, fmt.Errorf("encode CSV: %w", err)
	}
	g := Grid{Columns: s.header, Rows: [][]string{r.cells(s.names)}}
	s.header = nil
	return g.csv(), nil
}

func (s *sheet) end() ([]byte, error) { return Grid{Columns: s.header}.csv(), nil }

func (s *sheet) cut() []byte { return nil }

// collection holds the whole list for a query.
type collection struct {
	printer *Printer
	wanted  []string
	items   []byte // all of them with a comma before each
}

func (c *collection) add(item any, _ []string) ([]byte, error) {
	document, err := encodeItem(item)
	if err != nil {
		return nil, err
	}
	c.items = append(append(c.items, ','), document...)
	return nil, nil
}

func (c *collection) end() ([]byte, error) {
	if len(c.items) == 0 {
		return c.printer.show([]byte("[]"), c.wanted)
	}
	c.items[0] = '['
	return c.printer.show(append(c.items, ']'), c.wanted)
}

func (c *collection) cut() []byte { return nil }

func encodeItem(item any) ([]byte, error) {
	document, err := compact(item)
	if err != nil {
		return nil, fmt.Errorf("encode result: %w", err)
	}
	return document, nil
}
