package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"slices"

	"go.yaml.in/yaml/v3"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// longestInput is how much of --input is read, in bytes.
const longestInput = 8 << 20

// inputGiven reads the parameters of --input, "" for none.
func (s *session) inputGiven(path string) ([]givenParameter, []text.Problem) {
	if path == "" {
		return nil, nil
	}
	shown := path
	reader := s.app.Stdin
	if path == "-" {
		shown = "--input"
	} else {
		file, err := os.Open(path) //nolint:gosec // the user names it
		if err != nil {
			return nil, []text.Problem{{Where: "--input", Given: path, Rule: i18n.T("cannot be read: %s", withoutPath(err))}}
		}
		defer func() { _ = file.Close() }()
		reader = file
	}
	data, err := io.ReadAll(io.LimitReader(reader, longestInput+1))
	switch {
	case err != nil:
		return nil, []text.Problem{{Where: "--input", Given: path, Rule: i18n.T("cannot be read: %s", withoutPath(err))}}
	case len(data) > longestInput:
		return nil, []text.Problem{{Where: "--input", Given: path, Rule: i18n.T("is larger than %d MiB", longestInput>>20)}}
	}
	return parametersIn(shown, data)
}

// withoutPath is the error of a file without its name.
func withoutPath(err error) error {
	var file *os.PathError
	if errors.As(err, &file) {
		return file.Err
	}
	return err
}

// parametersIn reads a JSON or YAML object. YAML's reader reads JSON too and says where a value is, but
// it does not know the surrogate pairs of JSON (RFC 8259, section 7).
func parametersIn(path string, data []byte) ([]givenParameter, []text.Problem) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if bytes.Contains(bytes.ToLower(data), []byte(`\ud`)) && json.Valid(data) {
		data = withoutPairs(data)
	}
	documents, at, rule := text.ReadYAML(data)
	switch {
	case !rule.Empty():
		return nil, []text.Problem{{Where: at.In(path), Rule: rule}}
	case len(documents) != 1 || documents[0].Content[0].Kind != yaml.MappingNode:
		return nil, []text.Problem{{Where: path, Rule: i18n.T("must be one object of parameters: names with values")}}
	}
	return parametersOf(path, documents[0].Content[0])
}

// withoutPairs writes characters in place of the surrogate pairs of JSON. All else stays as it is: half a
// pair, and what is given twice, are refused later.
func withoutPairs(data []byte) []byte {
	return escape().ReplaceAllFunc(data, func(found []byte) []byte {
		var character string
		if len(found) <= len(`\u0000`) || json.Unmarshal(slices.Concat([]byte{'"'}, found, []byte{'"'}), &character) != nil {
			return found
		}
		return []byte(character)
	})
}

// escape finds a surrogate pair, or any other escape of JSON.
var escape = text.Pattern(`(?is)\\(?:ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|.)`)

// parametersOf are the members of an object. Null is a parameter that is not given.
func parametersOf(path string, object *yaml.Node) (given []givenParameter, problems []text.Problem) {
	for i := 0; i+1 < len(object.Content); i += 2 {
		name, value := object.Content[i], object.Content[i+1]
		p := givenParameter{where: text.Position{Line: value.Line, Column: value.Column}.In(path), name: name.Value}
		items := []*yaml.Node{value}
		if value.Kind == yaml.SequenceNode {
			p.isList, items = true, value.Content
		}
		isNull, isScalar := value.Tag == "!!null", true
		for _, item := range items {
			isScalar = isScalar && item.Kind == yaml.ScalarNode && (item.Tag != "!!null" || isNull)
			p.values = append(p.values, item.Value)
		}
		switch {
		case isNull:
		case !isScalar:
			problems = append(problems, text.Problem{Where: p.where, Given: p.name, Rule: i18n.T("must be a text, a number, a boolean or a list of them")})
		default:
			given = append(given, p)
		}
	}
	return given, problems
}
