package credential

import (
	"bytes"
	"encoding/json"
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
		"\x1b[2Jabcdefghijklmnop":  `\x1b[2J****mnop`,
	} {
		if got := MaskKeyID(id); got != want {
			t.Errorf("MaskKeyID(%q) = %q, want %q", id, got, want)
		}
	}
}

func TestCredentialShowsNoSecretHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	c := Credential{"test-key-id-0123456789", "test-secret-value", "test-token-value"}
	type holder struct {
		Credential Credential
		Pointer    *Credential
	}
	h := holder{c, &c}
	var shown []string
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%T%v"} {
		shown = append(shown, fmt.Sprintf(verb, c), fmt.Sprintf(verb, &c), fmt.Sprintf(verb, h))
	}
	text, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	document, err := yaml.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "credential", c, "holder", h)
	shown = append(shown, string(text), string(document), log.String())
	for _, s := range shown {
		for _, secret := range []string{"test-secret", "test-token", "key-id-0123", "746573742d736563726574"} {
			if strings.Contains(s, secret) {
				t.Errorf("%q shows %q", s, secret)
			}
		}
	}
	if want := `"AccessKeyID":"test****6789"`; !strings.Contains(string(text), want) {
		t.Errorf("JSON %s lacks %s", text, want)
	}
	if want := "credential.AccessKeyID=test****6789"; !strings.Contains(log.String(), want) {
		t.Errorf("log %s lacks %s", log.String(), want)
	}
}

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
	if want := "profile prod (AK) in ~/.aliyun/config.json"; source.String() != want {
		t.Errorf("String() = %q, want %q", source, want)
	}
}
