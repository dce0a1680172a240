package output

import (
	"slices"
	"strings"

	"linkwanctl/internal/i18n"
)

// Form is how results and failures are written.
type Form string

// The forms. Table and Wide, which is a table with every column, are for people and may change.
// JSON, YAML, CSV and TSV keep the API's own names and are an interface. Name is what identifies
// each item, alone on its line, for xargs.
const (
	Table Form = "table"
	Wide  Form = "wide"
	Name  Form = "name"
	JSON  Form = "json"
	YAML  Form = "yaml"
	CSV   Form = "csv"
	TSV   Form = "tsv"
)

// Forms gives the name of every form, in the order in which help and completion show them.
func Forms() []string {
	return []string{string(Table), string(Wide), string(Name), string(JSON), string(YAML), string(CSV), string(TSV)}
}

// ParseForm gives the form of that name, without regard to case. Its error is a predicate that
// completes "s …".
func ParseForm(s string) (Form, error) {
	if form := strings.ToLower(s); slices.Contains(Forms(), form) {
		return Form(form), nil
	}
	return "", i18n.Errorf("must be table, wide, name, json, yaml, csv or tsv")
}

// Drawn is the form without the choice of columns: Table for Wide, any other as it is.
func (f Form) Drawn() Form {
	if f == Wide {
		return Table
	}
	return f
}

// Documents reports whether failures and warnings are a document too. The other forms have no place
// for one: with them failures and warnings are text.
func (f Form) Documents() bool { return f == JSON || f == YAML }

// separated reports whether rows are raw values between separators.
func (f Form) separated() bool { return f == CSV || f == TSV }

// encode writes a compact JSON document as YAML where f is that, else as JSON.
func (f Form) encode(document []byte) ([]byte, error) {
	if f == YAML {
		return encodeYAML(document)
	}
	return indent(document)
}
