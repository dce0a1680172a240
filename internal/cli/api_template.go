package cli

import (
	"bytes"
	"encoding/json"
	"strings"

	"linkwanctl/internal/catalogue"
	"linkwanctl/internal/output"
)

// inputTemplate is an object with every parameter of an action, for --input. What may be left out is
// null, which is not sent.
func inputTemplate(action catalogue.Action) output.Result {
	members := inputObject{}
	for _, p := range describedActionOf(action, nil).Parameters {
		members = append(members, templateMember{p.Name, p.example()})
	}
	return output.Result{Document: members, Text: members.text()}
}

// inputObject is an object whose members stay in their order.
type inputObject []templateMember

type templateMember struct {
	name  string
	value any
}

// MarshalJSON writes the members in their order.
func (m inputObject) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, member := range m {
		if i > 0 {
			b.WriteByte(',')
		}
		value, err := json.Marshal(map[string]any{member.name: member.value})
		if err != nil {
			return nil, err
		}
		b.Write(value[1 : len(value)-1])
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func (m inputObject) text() string {
	var b bytes.Buffer
	_ = output.WriteJSON(&b, m) // a buffer takes it
	return b.String()
}

// example is a value for a parameter in a template of --generate-input: null for what may be left out.
func (p describedParameter) example() any {
	if p.Required == nil || !*p.Required {
		return nil
	}
	var value any
	switch p.Type {
	case "integer", "number":
		value = json.Number("0")
	case "boolean":
		value = false
	default:
		value = ""
	}
	if p.Example != "" {
		value = typedValue(p.Type, p.Example)
	}
	if p.Repeated {
		return []any{value}
	}
	return value
}

// typedValue is a valid text of a type as JSON has it.
func typedValue(kind, given string) any {
	switch kind {
	case "integer", "number":
		return json.Number(given)
	case "boolean":
		return strings.EqualFold(given, "true")
	}
	return given
}
