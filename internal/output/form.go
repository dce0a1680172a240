package output

import (
	"errors"
	"strings"
)

// Form is how results and failures are written: Table, JSON, YAML or CSV.
type Form string

// The forms. Table is for people and may change; JSON, YAML and CSV keep the API's own names and
// are an interface.
const (
	Table Form = "table"
	JSON  Form = "json"
	YAML  Form = "yaml"
	CSV   Form = "csv"
)

// Forms gives the name of every form, in the order in which help and completion show them.
func Forms() []string {
	return []string{string(Table), string(JSON), string(YAML), string(CSV)}
}

// ParseForm gives the form of that name, without regard to case. Its error is a predicate that
// completes "s …".
func ParseForm(s string) (Form, error) {
	switch form := Form(strings.ToLower(s)); form {
	case Table, JSON, YAML, CSV:
		return form, nil
	}
	return "", errors.New("is not an output form: table, json, yaml or csv")
}

// documents reports whether failures and warnings are a document too. CSV has no place for one:
// with it they are text, as they are with a table.
func (f Form) documents() bool { return f == JSON || f == YAML }

// encode writes a compact JSON document as YAML where f is that, else as JSON.
func (f Form) encode(document []byte) ([]byte, error) {
	if f == YAML {
		return encodeYAML(document)
	}
	return indent(document)
}
