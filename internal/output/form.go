package output

import "errors"

// Form is how results and failures are written: Table, JSON or YAML.
type Form string

// The forms. Table is for people and may change; JSON and YAML keep the API's
// own names and are an interface.
const (
	Table Form = "table"
	JSON  Form = "json"
	YAML  Form = "yaml"
)

// Forms gives the name of every form, in the order in which help and completion
// show them.
func Forms() []string {
	return []string{string(Table), string(JSON), string(YAML)}
}

// ParseForm gives the form of that name, in lower case. Its error is a predicate
// that completes "s …".
func ParseForm(s string) (Form, error) {
	switch form := Form(s); form {
	case Table, JSON, YAML:
		return form, nil
	}
	return "", errors.New("is not an output form: table, json or yaml")
}

// encode writes a compact JSON document as f shows it. A table has no place for
// a document: there it is JSON.
func (f Form) encode(document []byte) ([]byte, error) {
	if f == YAML {
		return encodeYAML(document)
	}
	return indent(document)
}
