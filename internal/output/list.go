package output

import (
	"bytes"
	"encoding/json"

	"linkwanctl/internal/i18n"
)

// list turns the rows of a list into text, piece by piece.
type list interface {
	// add gives the text of one row; it may be nothing yet.
	add(item any, shown []string) ([]byte, error)
	// end gives what completes the list.
	end() ([]byte, error)
	// abandoned gives what a list with rows ends with when the other rows will not come, so that no
	// reader takes it for a whole one.
	abandoned() []byte
}

// quietList is a list that is not shown.
type quietList struct{}

func (quietList) add(any, []string) ([]byte, error) { return nil, nil }
func (quietList) end() ([]byte, error)              { return nil, nil }
func (quietList) abandoned() []byte                 { return nil }

// jsonList is a list as a JSON array.
type jsonList struct{ started bool }

func (l *jsonList) add(item any, _ []string) ([]byte, error) {
	document, err := encodeItem(item)
	if err != nil {
		return nil, err
	}
	var buffer bytes.Buffer
	if l.started {
		buffer.WriteString(",\n  ")
	} else {
		buffer.WriteString("[\n  ")
	}
	if err := json.Indent(&buffer, document, "  ", "  "); err != nil {
		return nil, i18n.Errorf("indent JSON: %w", err)
	}
	l.started = true
	return buffer.Bytes(), nil
}

func (l *jsonList) end() ([]byte, error) {
	if !l.started {
		return []byte("[]\n"), nil
	}
	return []byte("\n]\n"), nil
}

func (l *jsonList) abandoned() []byte { return []byte("\n") }

// yamlList is a list as YAML: each item is written as a list of one, which is how the items of a
// longer list look too.
type yamlList struct{ started bool }

func (l *yamlList) add(item any, _ []string) ([]byte, error) {
	document, err := encodeItem(item)
	if err != nil {
		return nil, err
	}
	l.started = true
	return encodeYAML(append(append([]byte("["), document...), ']'))
}

func (l *yamlList) end() ([]byte, error) {
	if !l.started {
		return []byte("[]\n"), nil
	}
	return nil, nil
}

// A block sequence has no end that could be left out, and a quoted string has.
func (l *yamlList) abandoned() []byte { return []byte("- \"the list is incomplete\n") }

// queriedList keeps the whole list for a query.
type queriedList struct {
	printer *Printer
	wanted  []string
	items   []byte // each with a comma before it
}

func (l *queriedList) add(item any, _ []string) ([]byte, error) {
	document, err := encodeItem(item)
	if err != nil {
		return nil, err
	}
	l.items = append(append(l.items, ','), document...)
	return nil, nil
}

func (l *queriedList) end() ([]byte, error) {
	if len(l.items) == 0 {
		return l.printer.show([]byte("[]"), l.wanted)
	}
	l.items[0] = '['
	return l.printer.show(append(l.items, ']'), l.wanted)
}

func (l *queriedList) abandoned() []byte { return nil }

func encodeItem(item any) ([]byte, error) {
	document, err := compact(item)
	if err != nil {
		return nil, i18n.Errorf("encode result: %w", err)
	}
	return document, nil
}
