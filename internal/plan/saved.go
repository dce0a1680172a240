package plan

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"linkwanctl/internal/i18n"
)

// MaxSize is the most bytes of a saved plan that are read: 10,000 rows that change every field take
// half of it.
const MaxSize = 32 << 20

// Read reads a saved plan, the JSON of a Plan. It refuses another version, unknown fields, anything
// after the plan, more than MaxSize bytes, and rows that no plan of Make has: what is sent passed
// the fields' rules, whoever wrote it. Check must compare the plan with the live values before it
// is applied.
func Read(r io.Reader) (*Plan, error) {
	text, err := readOne(r, MaxSize)
	if err != nil {
		return nil, i18n.Errorf("read plan: %w", err)
	}
	var d document
	if err := decode(text, &d); err != nil {
		return nil, i18n.Errorf("read plan: %w", err)
	}
	if err := d.check(); err != nil {
		return nil, i18n.Errorf("read plan: %w", err)
	}
	return &Plan{Endpoint: d.Endpoint, InstanceID: d.InstanceID, MadeAt: d.MadeAt, Rows: d.Rows, unchecked: true}, nil
}

// readOne reads the one JSON value that r has, and no further than to the first byte that is none.
func readOne(r io.Reader, most int64) ([]byte, error) {
	limited := &io.LimitedReader{R: r, N: most + 1}
	decoder := json.NewDecoder(limited)
	var text json.RawMessage
	err := decoder.Decode(&text)
	if err == nil {
		if _, after := decoder.Token(); !errors.Is(after, io.EOF) {
			err = i18n.Errorf("unexpected data after the plan")
		}
	}
	var syntax *json.SyntaxError
	switch {
	case limited.N <= 0:
		return nil, i18n.Errorf("it is longer than %d bytes", most)
	case errors.As(err, &syntax):
		return nil, i18n.Errorf("it is not valid JSON: %w at byte %d", err, syntax.Offset)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return nil, i18n.Errorf("it is not valid JSON: unexpected end")
	}
	return text, err
}

// decode reports an unknown version first, since other differences follow from it.
func decode(text []byte, d *document) error {
	var head struct{ Version int }
	err := json.Unmarshal(text, &head)
	switch {
	case err != nil, head.Version == 0:
		return i18n.Errorf("it was not written by \"joinperm diff --out\": it has no Version")
	case head.Version != Version:
		return i18n.Errorf("it has version %d, but this linkwanctl reads version %d: make the plan again", head.Version, Version)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(d); err != nil {
		return i18n.Errorf("it is not a plan: %w", err)
	}
	return nil
}
