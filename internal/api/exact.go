package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"

	"linkwanctl/internal/i18n"
)

// encoding/json takes "success" for Success, and the last of two members of one name. An answer is
// read by the exact names that the service documents: what a log-in page or a proxy answers must
// not pass for a success, and a member that comes twice is ignored.

var (
	errTwice = i18n.Errorf("the response has a field twice")
	errName  = i18n.Errorf("the response has a field whose name differs in case from the API's")
)

// membersOf gives the members of a JSON object, each of which comes once.
func membersOf(object []byte) (map[string]json.RawMessage, error) {
	members := map[string]json.RawMessage{}
	decoder := json.NewDecoder(bytes.NewReader(object))
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return nil, errors.Join(i18n.Errorf("not a JSON object"), err)
	}
	for decoder.More() {
		token, err := decoder.Token()
		name, _ := token.(string)
		if _, twice := members[name]; twice {
			return nil, errTwice
		}
		var value json.RawMessage
		if err != nil || decoder.Decode(&value) != nil {
			return nil, io.ErrUnexpectedEOF
		}
		members[name] = value
	}
	if _, err := decoder.Token(); err != nil { // the object's end
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, i18n.Errorf("more than one JSON document")
	}
	return members, nil
}

// Decode reads data into v as json.Unmarshal does, but by the exact names of v's fields. It refuses
// a member of one of these names in another case, and one that comes twice in its object.
func Decode(data []byte, v any) error {
	known := map[string]string{}
	namesOf(reflect.TypeOf(v), known)
	if err := checkNames(data, known); err != nil {
		return err
	}
	return json.Unmarshal(data, v)
}

// namesOf collects the JSON names of a type's fields and of what they contain, by what
// encoding/json takes for the same name.
func namesOf(t reflect.Type, known map[string]string) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		namesOf(t.Elem(), known)
	case reflect.Struct:
		for field := range t.Fields() {
			if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); name != "" {
				known[folded(name)] = name
			}
			namesOf(field.Type, known)
		}
	default:
	}
}

// folded is the same for all names that encoding/json takes for one: ſ is an s.
func folded(name string) string { return strings.ToLower(strings.ToUpper(name)) }

// checkNames walks through JSON and looks at the names of each object's members.
func checkNames(data []byte, known map[string]string) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()        // some have more digits than a float
	var open []map[string]bool // the names in each object around the token; nil for an array
	isName := false            // whether the next token is a name, or the object's end
	for {
		token, err := decoder.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case isName && token != json.Delim('}'):
			name, _ := token.(string)
			if exact, is := known[folded(name)]; is && exact != name {
				return errName
			}
			names := open[len(open)-1]
			if names[name] {
				return errTwice
			}
			names[name], isName = true, false
			continue
		}
		switch token {
		case json.Delim('{'):
			open = append(open, map[string]bool{})
		case json.Delim('['):
			open = append(open, nil)
		case json.Delim('}'), json.Delim(']'):
			open = open[:len(open)-1]
		}
		isName = len(open) > 0 && open[len(open)-1] != nil
	}
}
