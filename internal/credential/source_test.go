package credential

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func TestSourceShowsNoSecretHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.profiles(ak("prod", "test-key-id-0123456789"))
	source := w.must("")
	text, err := json.Marshal(source)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{
		fmt.Sprintf("%v %+v %#v %s", source, source, source, source),
		fmt.Sprintf("%+v %#v", *source, *source), string(text),
	} {
		if strings.Contains(s, "secret-of") || strings.Contains(s, "test-key-id-0123456789") {
			t.Errorf("%q shows a secret", s)
		}
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		if got := fmt.Sprintf(verb, source); got != source.String() {
			t.Errorf("%s prints %q", verb, got)
		}
	}
	if want := "profile prod (AK) in ~/.aliyun/config.json"; w.tilde(source.String()) != want {
		t.Errorf("String() = %q, want %q", source, want)
	}
}
