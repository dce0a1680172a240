package output

import (
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
)

func TestJSONKeepsOrderDigitsAndAngleBrackets(t *testing.T) {
	t.Parallel()
	document, err := compact(struct {
		Zone  string
		Alpha json.Number
		List  []string
		None  []string
		Empty map[string]string
	}{"<a&b>", "123456789012345678901234567890", []string{}, nil, map[string]string{}})
	if err != nil {
		t.Fatal(err)
	}
	got, err := indent(document)
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "Zone": "<a&b>",
  "Alpha": 123456789012345678901234567890,
  "List": [],
  "None": null,
  "Empty": {}
}
`
	if string(got) != want {
		t.Errorf("got %s want %s", got, want)
	}
}

func TestJSONEscapesHarmfulCharactersAndKeepsTheirValue(t *testing.T) {
	t.Parallel()
	const given = "凭证\x1b[31m\x7f\u0085\u202e\u200b\u2028\U000e0041😀"
	document, err := compact(map[string]string{given: given})
	if err != nil {
		t.Fatal(err)
	}
	const escaped = `"凭证\u001b[31m\u007f\u0085\u202e\u200b\u2028\udb40\udc41😀"`
	if want := "{" + escaped + ":" + escaped + "}"; string(document) != want {
		t.Errorf("got  %s\nwant %s", document, want)
	}
	var back map[string]string
	if err := json.Unmarshal(document, &back); err != nil {
		t.Fatal(err)
	}
	if want := map[string]string{given: given}; !reflect.DeepEqual(back, want) {
		t.Errorf("parsed back: %q, want %q", back, want)
	}
}

func TestJSONOfRawBytesIsUTF8(t *testing.T) {
	t.Parallel()
	document, err := compact(json.RawMessage("[ \"\xff\" ,\n 1 ]"))
	if err != nil {
		t.Fatal(err)
	}
	if want := `["\ufffd",1]`; string(document) != want {
		t.Errorf("got %s, want %s", document, want)
	}
}

func TestLinesOfJSONAreEscapedOneByOne(t *testing.T) {
	t.Parallel()
	const given, want = "{\"a\":\"x\u202e\ufe0f\"}\n{\"a\":\"凭证\u009b\"}\n", "{\"a\":\"x\\u202e\ufe0f\"}\n{\"a\":\"凭证\\u009b\"}\n"
	if got := string(EscapeJSON([]byte(given))); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWriteJSONWritesWhatResultDoes(t *testing.T) {
	t.Parallel()
	document := map[string]any{"<a>": []string{"凭证\u202e"}, "b": 1}
	var file strings.Builder
	if err := WriteJSON(&file, document); err != nil {
		t.Fatal(err)
	}
	if want := printed(t, Options{Form: JSON}, Result{Document: document}); file.String() != want {
		t.Errorf("got %s, want %s", &file, want)
	}
	if err := WriteJSON(fullDisk{}, document); !errors.Is(err, errDisk) {
		t.Errorf("a full disk gives %v", err)
	}
	if err := WriteJSON(io.Discard, func() {}); err == nil {
		t.Error("a function gives no error")
	}
}
