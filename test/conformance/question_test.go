package conformance

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/alibabacloud-go/tea/dara"

	"linkwanctl/internal/emulator"
	"linkwanctl/internal/secret"
)

// question is one call, as a program that uses the vendor's libraries puts it.
type question struct {
	action string
	params map[string]string
	as     secret.Credential
	style
}

// style is how a call travels. The zero value is a POST with its parameters in the query and a JSON
// answer.
type style struct {
	name string
	get  bool // GET instead
	form bool // the parameters in a form body instead
	xml  bool // an XML answer instead
}

// styles are all the ways; the first three ask for JSON.
func styles() []style {
	return []style{
		{name: "POST query"}, {name: "POST form", form: true}, {name: "GET", get: true},
		{name: "POST query XML", xml: true}, {name: "POST form XML", form: true, xml: true}, {name: "GET XML", get: true, xml: true},
	}
}

func (s style) method() string {
	if s.get {
		return "GET"
	}
	return "POST"
}

// peer is one of the vendor's libraries with one of its signature versions.
type peer struct {
	name string
	// ask gives the answer's text, or the library's error as it is.
	ask func(t *testing.T, s service, q question) (string, error)
	// failure reads the library's own error type, false for any other error.
	failure func(err error) (failure, bool)
}

// failure is what the library's error type says of a refusal.
type failure struct {
	code, message, requestID string
	status                   int
}

func peers() []peer {
	return []peer{
		{"darabonba V3", darabonba("").ask, darabonbaFailure},
		{"darabonba V1", darabonba("v2").ask, darabonbaFailure}, // v2 is what the library calls version 1
		{"sdk-go V1", sdkGo, sdkGoFailure},
	}
}

// forged is a key with another secret.
func forged(c secret.Credential) secret.Credential {
	return secret.New(c.AccessKeyID(), "test-secret", c.SecurityToken())
}

// credentials are the two kinds that a call may be signed with.
func credentials() map[string]secret.Credential {
	return map[string]secret.Credential{"key": emulator.Owner(), "STS": emulator.STS()}
}

// answer asks, and gives the document of a success.
func (p peer) answer(t *testing.T, s service, q question) document {
	t.Helper()
	text, err := p.ask(t, s, q)
	if err != nil {
		t.Fatalf("%s %v: %v", q.action, q.params, err)
	}
	d := read(t, text, q.xml)
	if d.text("Success") != "true" || !isRequestID(d.text("RequestId")) {
		t.Fatalf("%s: %s", q.action, text)
	}
	return d
}

// refusal asks, and gives what the library's error type says of the refusal.
func (p peer) refusal(t *testing.T, s service, q question) failure {
	t.Helper()
	text, err := p.ask(t, s, q)
	f, ok := p.failure(err)
	if !ok {
		t.Fatalf("%s %v: %q, %v (%T); want the vendor's error type", q.action, q.params, text, err, err)
	}
	return f
}

// document is an answer, read by the vendor's XML parser or as JSON.
type document map[string]any

func read(t *testing.T, text string, isXML bool) document {
	t.Helper()
	d := document{}
	if !isXML {
		decoder := json.NewDecoder(strings.NewReader(text))
		decoder.UseNumber()
		if err := decoder.Decode(&d); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		return d
	}
	for _, content := range dara.ParseXml(text, nil) { // one root, of whatever name
		d, _ = content.(map[string]any)
	}
	return d
}

// text gives the value at a path of members and of places in lists, "<nil>" where there is none.
func (d document) text(path ...string) string {
	value := any(map[string]any(d))
	for _, name := range path {
		list, _ := value.([]any)
		object, _ := value.(map[string]any)
		value = object[name]
		if place, err := strconv.Atoi(name); err == nil && place < len(list) {
			value = list[place]
		}
	}
	return fmt.Sprint(value)
}

// count is how often a member of a path's end stands there: XML repeats it, JSON has an array.
func (d document) count(name string) int {
	switch value := d[name].(type) {
	case nil:
		return 0
	case []any:
		return len(value)
	}
	return 1
}

// isRequestID reports whether a text has the form of the service's request IDs.
func isRequestID(text string) bool {
	return len(text) == 36 && strings.ToUpper(text) == text && strings.Count(text, "-") == 4
}

// awkward are the texts that escaping could get wrong: each character that some encoding treats in
// its own way, what looks encoded already, and all together.
func awkward() []string {
	const all = ` +*~/%&='"()!@#?:;,$[]<>\|^{}` + "`-_.中é😀\t"
	texts := []string{"凭证1", "%20", "%7E", "%2B", "a b+c", " both ends ", all}
	for _, r := range all {
		texts = append(texts, string(r))
	}
	return texts
}
