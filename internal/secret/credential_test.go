package secret

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

func TestMaskKeyIDNeverShowsAllOfIt(t *testing.T) {
	t.Parallel()
	for id, want := range map[string]string{
		"":                         "",
		"a":                        "****",
		"abcdefg":                  "****",
		"abcdefgh":                 "ab****",
		"abcdefghijklmno":          "ab****",
		"abcdefghijklmnop":         "abcd****mnop",
		"test-key-id-for-masking1": "test****ing1",
		"\x1b[2Jabcdefghijklmnop":  "****",
		"abcd\u202eabcdefghijklmn": "****",
	} {
		if got := MaskKeyID(id); got != want {
			t.Errorf("MaskKeyID(%q) = %q, want %q", id, got, want)
		}
	}
}

// holders are values that have a credential somewhere, in fields that fmt may call methods on and in
// fields that it may not.
func holders(c Credential) map[string]any {
	type open struct {
		Key     Credential
		Pointer *Credential
	}
	type closed struct {
		key     Credential
		pointer *Credential
		list    []Credential
		byName  map[string]Credential
		any     any
	}
	inside := closed{c, &c, []Credential{c}, map[string]Credential{"a": c}, c}
	return map[string]any{
		"value": c, "pointer": &c, "open": open{c, &c}, "closed": inside, "pointer to closed": &inside,
		"slice": []Credential{c}, "pointers": []*Credential{&c}, "map": map[string]Credential{"a": c}, "any": []any{c, &c},
		"deep": struct{ next []map[string]*closed }{[]map[string]*closed{{"a": &inside}}}, "embedded": struct{ Credential }{c},
		"function": c.strings,
	}
}

func TestACredentialShowsNoSecretWhereverItIsHeld(t *testing.T) {
	t.Parallel()
	c := New("test-key-id-0123456789", "test-secret-value", "test-token-value")
	verbs := []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%p", "%c", "%e", "%T", "%z", "%+s", "% x", "%#q"}
	for name, value := range holders(c) {
		for _, verb := range verbs {
			wantHidden(t, name+" as "+verb, fmt.Sprintf(verb, value))
		}
		wantHidden(t, name+" printed", fmt.Sprint(value)+fmt.Sprintln(value))
		if asJSON, err := json.Marshal(value); err == nil { // a map of functions is no JSON
			wantHidden(t, name+" as JSON", string(asJSON))
		}
		if name != "function" && name != "deep" {
			document, err := yaml.Marshal(value)
			if err != nil {
				t.Errorf("%s as YAML: %v", name, err)
			}
			wantHidden(t, name+" as YAML", string(document))
		}
		asXML, _ := xml.Marshal(value)
		var binary, text, lines bytes.Buffer
		_ = gob.NewEncoder(&binary).Encode(value)
		slog.New(slog.NewTextHandler(&text, nil)).Info("x", "value", value)
		slog.New(slog.NewJSONHandler(&lines, nil)).Info("x", "value", value)
		wantHidden(t, name+" encoded", string(asXML)+binary.String()+text.String()+lines.String())
	}
	want := "Credential{AccessKeyID: test****6789, AccessKeySecret: ***, SecurityToken: ***}"
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		if got := fmt.Sprintf(verb, c); got != want {
			t.Errorf("%s prints %s, want %s", verb, got, want)
		}
	}
	if asJSON, err := json.Marshal(holders(c)["open"]); err != nil || string(asJSON) != `{"Key":{},"Pointer":{}}` {
		t.Errorf("JSON %s, %v", asJSON, err)
	}
}

func wantHidden(t *testing.T, what, shown string) {
	t.Helper()
	for _, secret := range []string{"test-secret", "test-token", "key-id-0123", "746573742d736563726574", "746573742D736563726574"} {
		if strings.Contains(shown, secret) {
			t.Errorf("%s shows %q: %q", what, secret, shown)
		}
	}
}

func TestCredentialsAreComparedByWhatTheyHold(t *testing.T) {
	t.Parallel()
	c := New("id", "key", "token")
	if !c.Equal(New("id", "key", "token")) || !(Credential{}).Equal(New("", "", "")) {
		t.Error("equal credentials differ")
	}
	for _, other := range []Credential{New("i", "key", "token"), New("id", "k", "token"), New("id", "key", ""), {}} {
		if c.Equal(other) {
			t.Errorf("%q is taken for another", other.AccessKeyID())
		}
	}
	if c.AccessKeyID() != "id" || c.AccessKeySecret() != "key" || c.SecurityToken() != "token" {
		t.Error("a credential holds something else than it was made of")
	}
}
