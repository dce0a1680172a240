package emulator

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"linkwanctl/internal/catalogue"
)

// wrong says how a JSON value, decoded with numbers as json.Number, differs from its shape. A field
// may be missing if it is a time that has not come yet, or an object that does not apply.
func wrong(where string, shape catalogue.Shape, value any) []string {
	is := false
	switch value := value.(type) {
	case map[string]any:
		if shape.Type == "object" {
			return wrongFields(where, shape, value)
		}
	case []any:
		if shape.Type == "array" {
			var found []string
			for _, item := range value {
				found = append(found, wrong(where+"[]", *shape.Item, item)...)
			}
			return found
		}
	case string:
		is = shape.Type == "string"
	case bool:
		is = shape.Type == "boolean"
	case json.Number:
		is = isTyped(shape.Type, value.String()) && shape.Type != "string" && shape.Type != "boolean"
	}
	if is || shape.Type == "any" && value != nil {
		return nil
	}
	return []string{fmt.Sprintf("%s is %T %v, want %s", where, value, value, shape.Type)}
}

func wrongFields(where string, shape catalogue.Shape, value map[string]any) (found []string) {
	for _, name := range slices.Sorted(maps.Keys(value)) {
		if field := shape.Field(name); field != nil {
			found = append(found, wrong(where+"."+name, *field, value[name])...)
		} else {
			found = append(found, where+" has "+name)
		}
	}
	for _, field := range shape.Fields {
		if _, has := value[field.Name]; !has && !mayLack(field) {
			found = append(found, where+" lacks "+field.Name)
		}
	}
	return found
}

func mayLack(f catalogue.Field) bool {
	return strings.HasSuffix(f.Name, "Millis") || f.Type == "object"
}

// isTyped reports whether a text is a value of a simple type.
func isTyped(kind, text string) bool {
	var err error
	switch kind {
	case "boolean":
		return text == "true" || text == "false"
	case "int32":
		_, err = strconv.ParseInt(text, 10, 32)
	case "int64":
		_, err = strconv.ParseInt(text, 10, 64)
	case "float32":
		_, err = strconv.ParseFloat(text, 32)
	}
	return err == nil
}

// element is an element of an XML document.
type element struct {
	XMLName  xml.Name
	Text     string    `xml:",chardata"`
	Children []element `xml:",any"`
}

// wrongXML is wrong for XML, where a list is its element repeated, and an empty one is nothing.
func wrongXML(where string, shape catalogue.Shape, e element) (found []string) {
	if shape.Type != "object" {
		if len(e.Children) > 0 || !isTyped(shape.Type, e.Text) {
			found = append(found, fmt.Sprintf("%s is %q with %d elements, want %s", where, e.Text, len(e.Children), shape.Type))
		}
		return found
	}
	times := map[string]int{}
	for _, child := range e.Children {
		name := child.XMLName.Local
		field := shape.Field(name)
		times[name]++
		switch {
		case field == nil:
			found = append(found, where+" has "+name)
		case field.Type == "array":
			found = append(found, wrongXML(where+"."+name, *field.Item, child)...)
		case times[name] > 1:
			found = append(found, where+" has more than one "+name)
		default:
			found = append(found, wrongXML(where+"."+name, *field, child)...)
		}
	}
	for _, field := range shape.Fields {
		if times[field.Name] == 0 && !mayLack(field) && field.Type != "array" {
			found = append(found, where+" lacks "+field.Name)
		}
	}
	return found
}

// hasShape compares a reply with the catalogue.
func (r reply) hasShape(t testing.TB, a catalogue.Action, inXML bool) {
	t.Helper()
	var found []string
	if inXML {
		var e element
		if err := xml.Unmarshal(r.body, &e); err != nil || e.XMLName.Local != a.Name+"Response" {
			t.Errorf("%s: %v: %s", a.Name, err, r.body)
			return
		}
		found = wrongXML(a.Name, a.Answer, e)
	} else {
		decoder := json.NewDecoder(strings.NewReader(string(r.body)))
		decoder.UseNumber()
		var value any
		if err := decoder.Decode(&value); err != nil {
			t.Errorf("%s: %v: %s", a.Name, err, r.body)
			return
		}
		if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
			t.Errorf("%s: more than one value: %s", a.Name, r.body)
		}
		found = wrong(a.Name, a.Answer, value)
	}
	if isOwn(a.Name) {
		// It leaves out what does not apply; TestDataHasTheTypesOfItsAction has its fields.
		found = slices.DeleteFunc(found, func(difference string) bool { return strings.Contains(difference, " lacks ") })
	}
	for _, difference := range found {
		t.Error(difference)
	}
	if len(found) > 0 {
		t.Logf("%s", r.body)
	}
}

// The other tests rely on it.
func TestTheShapeCheckFindsEveryDifference(t *testing.T) {
	t.Parallel()
	action, _ := catalogue.Find("GetGatewayStatusStat")
	const good = `{"RequestId":"1","Success":true,"Data":{"CpuRadio":0.5,"Enabled":true,"GwEui":"1","MemoryRadio":1,"OnlineHour":1,"OnlineState":"ON","RxCount":1,"TxCount":9223372036854775807}}`
	for _, change := range [][2]string{
		{"", ""},
		{"0.5", `"0.5"`}, {"0.5", "1e99"}, {`"Enabled":true`, `"Enabled":"true"`}, {`"GwEui":"1"`, `"GwEui":1`}, {`"GwEui":"1"`, `"GwEui":null`},
		{`"OnlineHour":1`, `"OnlineHour":1.5`}, {`"OnlineHour":1`, `"OnlineHour":"1"`}, {"9223372036854775807", "9223372036854775808"},
		{`"RxCount":1,`, ""}, {`"RxCount":1,`, `"RxCount":1,"More":1,`}, {`"RxCount":1`, `"RxCount":[1]`}, {`"RxCount":1`, `"RxCount":{}`},
		{`"Success":true`, `"Success":1`}, {`"RequestId":"1",`, ""},
	} {
		text := strings.Replace(good, change[0], change[1], 1)
		decoder := json.NewDecoder(strings.NewReader(text))
		decoder.UseNumber()
		var value any
		if err := decoder.Decode(&value); err != nil {
			t.Fatal(err)
		}
		if found := wrong("answer", action.Answer, value); (len(found) == 0) != (change[0] == "") {
			t.Errorf("%s: found %q", text, found)
		}
		if strings.Contains(change[1], `"`) && !strings.Contains(change[1], "More") { // XML has no types
			continue
		}
		document := encodeXML("GetGatewayStatusStatResponse", []byte(text))
		var e element
		if err := xml.Unmarshal(document, &e); err != nil {
			t.Fatal(err)
		}
		if found := wrongXML("answer", action.Answer, e); (len(found) == 0) != (change[0] == "" || change[1] == `"RxCount":[1]`) {
			t.Errorf("%s: found %q", document, found)
		}
	}
}
