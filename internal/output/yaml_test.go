package output

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

func TestYAMLKeepsOrderAndShape(t *testing.T) {
	t.Parallel()
	got, err := encodeYAML([]byte(`{"Zone":"cn-shanghai","Alpha":[{"Id":"123","On":true},{"Id":"a1"}],"List":[],"Map":{},"None":null,"Nested":[[1,2],[]],"Name":"凭证1"}`))
	if err != nil {
		t.Fatal(err)
	}
	want := `Zone: cn-shanghai
Alpha:
- Id: "123"
  "On": true
- Id: a1
List: []
Map: {}
None: null
Nested:
- - 1
  - 2
- []
Name: 凭证1
`
	if string(got) != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestYAMLQuotesWhatAReaderTakesForAnotherType(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"", " ", "y", "N", "yes", "No", "ON", "off", "true", "False", "null", "Null", "~", "=", "<<",
		"0", "-1", "0123", "0o17", "0x1F", "0b1", "1_000", "1e10", "1.5", ".5", "+1", ".inf", "-.INF", ".nan",
		"12:30", "1:30:00", "2026-11-23", "2026-11-23T14:05:38Z", "0000000000000001", "89E6",
		"- a", "a: b", "a #b", "#", "[a]", "{a}", "*a", "&a", "!a", "|", ">", "%a", "@a", "`a", "a ", " a",
		"a\nb", "a\tb", "\"", "'", "---", "...", "a\u202eb", "é\u0301\u200b",
	} {
		got, err := encodeYAML(quoted(t, s))
		if err != nil {
			t.Fatal(err)
		}
		if got[0] != '"' || bytes.Count(got, []byte("\n")) != 1 {
			t.Errorf("%q is written as %s", s, got)
		}
		sameInYAML(t, quoted(t, s), got)
	}
}

func TestYAMLLeavesPlainWordsPlain(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"A", "enabled", "parking_b1", "凭证1", "cn-shanghai", "d896e0efff000000", "CN470 same", "a.b/c@d+e", "nope", "nullable"} {
		got, err := encodeYAML(quoted(t, s))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != s+"\n" {
			t.Errorf("%q is written as %s", s, got)
		}
	}
}

func TestYAMLKeepsEveryDigit(t *testing.T) {
	t.Parallel()
	for number, want := range map[string]string{
		"0": "0", "-1": "-1", "1.50": "1.50",
		"123456789012345678901234567890": "123456789012345678901234567890",
		"0.1234567890123456789012345":    "0.1234567890123456789012345",
		"1e10":                           "1.0e+10", // YAML 1.1 takes 1e10 for a string
		"1.5E-7":                         "1.5e-7",
	} {
		got, err := encodeYAML([]byte(number))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != want+"\n" {
			t.Errorf("%s is written as %s, want %s", number, got, want)
		}
	}
}

func TestYAMLTakesTheLastOfTwoEqualKeys(t *testing.T) {
	t.Parallel()
	got, err := encodeYAML([]byte(`{"a":1,"b":2,"a":3}`))
	if err != nil {
		t.Fatal(err)
	}
	if want := "a: 3\nb: 2\n"; string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func FuzzYAMLHoldsWhatJSONHolds(f *testing.F) {
	for _, s := range []string{
		`{"RequestId":"89EF6CAA","Success":true,"Data":[{"Id":"0000000000000001","N":1e10},{}],"L":[],"E":null}`,
		`"no"`, `123456789012345678901234567890`, `{"<<":{"a":1},"b":2}`, `["\u202e\u0000\u2028\ufeff","~"," a"]`,
		`{"a":1,"a":2}`, `-0.0`, `[[],[[]],{"":{}}]`, `"\ud800"`, `["\n\n","a\n","\n a"]`, `"😀 𠮷"`, `1e400`,
		strings.Repeat("[", 10) + strings.Repeat("]", 10), strings.Repeat(`{"a":`, 8) + "1" + strings.Repeat("}", 8), `["\u001b[31m","\u009b","\u061c","\udb40\udc41","\u3164"]`, "[\"\xff\x9b\"]",
		strings.Repeat("9", 400), `1e999999`, `{"\u202e":"\r","\u0000":"\b"}`, `"\udc00\ud800"`, "[" + strings.Repeat("1,", 300) + "1]", `{"a":1` + strings.Repeat(`,"a":1`, 100) + `}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, given []byte) {
		if !json.Valid(given) {
			t.Skip()
		}
		document, err := compact(json.RawMessage(given))
		if err != nil {
			t.Skip()
		}
		got, err := encodeYAML(document)
		if err != nil {
			t.Fatalf("%s: %v", document, err)
		}
		if strings.ContainsFunc(strings.ReplaceAll(string(got), "\n", ""), harmful) {
			t.Fatalf("%s is written as %q", document, got)
		}
		sameInYAML(t, document, got)
	})
}

// sameInYAML fails t unless the two documents hold the same.
func sameInYAML(t *testing.T, document, inYAML []byte) {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.UseNumber()
	var want any
	if err := decoder.Decode(&want); err != nil {
		t.Fatal(err)
	}
	var root yaml.Node
	if err := yaml.Unmarshal(inYAML, &root); err != nil {
		t.Fatalf("%s is written as\n%s%v", document, inYAML, err)
	}
	if got, want := shape(t, root.Content[0]), shapeOf(want); got != want {
		t.Fatalf("%s is written as\n%swhich holds %s, want %s", document, inYAML, got, want)
	}
	var value any
	if err := yaml.Unmarshal(inYAML, &value); err != nil {
		t.Fatalf("%s is written as\n%s%v", document, inYAML, err)
	}
}

// shapeOf spells a JSON value out so that it can be compared: strings quoted, numbers by their
// digits, keys sorted by fmt.
func shapeOf(value any) string {
	switch v := value.(type) {
	case map[string]any:
		all := map[string]string{}
		for key := range v {
			all[key] = shapeOf(v[key])
		}
		return fmt.Sprintf("%q", all)
	case []any:
		all := []string{}
		for _, element := range v {
			all = append(all, shapeOf(element))
		}
		return fmt.Sprintf("%q", all)
	case json.Number:
		return fmt.Sprint(v[0] == '-', decimalOf(v.String()))
	case string:
		return fmt.Sprintf("%q", v)
	}
	return fmt.Sprint(value)
}

// shape spells a YAML node out as shapeOf does, by the types that the reader saw.
func shape(t *testing.T, node *yaml.Node) string {
	t.Helper()
	switch node.ShortTag() {
	case "!!map":
		all := map[string]string{}
		for i := 0; i < len(node.Content); i += 2 {
			key := node.Content[i]
			if key.ShortTag() != "!!str" {
				t.Fatalf("the key %q is read as %s", key.Value, key.ShortTag())
			}
			all[key.Value] = shape(t, node.Content[i+1])
		}
		return fmt.Sprintf("%q", all)
	case "!!seq":
		all := []string{}
		for _, element := range node.Content {
			all = append(all, shape(t, element))
		}
		return fmt.Sprintf("%q", all)
	case "!!int", "!!float":
		return fmt.Sprint(node.Value[0] == '-', decimalOf(node.Value))
	case "!!str":
		// This reader calls a number beyond float64 a string. It is one to YAML: strings that begin
		// like it are quoted.
		if _, err := strconv.ParseFloat(node.Value, 64); node.Style == 0 && errors.Is(err, strconv.ErrRange) {
			return fmt.Sprint(node.Value[0] == '-', decimalOf(node.Value))
		}
		return fmt.Sprintf("%q", node.Value)
	case "!!null":
		return "<nil>"
	}
	return node.Value
}

func quoted(t *testing.T, s string) []byte {
	t.Helper()
	document, err := compact(s)
	if err != nil {
		t.Fatal(err)
	}
	return document
}
