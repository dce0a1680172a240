package config

import (
	"os"
	"testing"
)

// A context is written whole, and the rest of the file stays as it is.
func TestSetContextReplacesOneContext(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file("# mine\noutput: json # always\ncontexts:\n  prod:\n    profile: old\n    iot-instance-id: iot-1\n  other:\n    region: cn-hangzhou\n")
	if err := SetContext(w.options(), "prod", map[string]string{"region": "cn-shanghai", "profile": "new"}); err != nil {
		t.Fatal(err)
	}
	path, err := Path(w.options())
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want(t, string(text), "# mine\noutput: json # always\ncontexts:\n  prod:\n    profile: new\n    region: cn-shanghai\n  other:\n    region: cn-hangzhou\ncurrent-context: prod\n")
	for name, values := range map[string]map[string]string{"a b": {}, "ok": {"region": "Nowhere!"}} {
		if err := SetContext(w.options(), name, values); err == nil {
			t.Errorf("%s with %v is written", name, values)
		}
	}
	again, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want(t, string(again), string(text))
}
