package text

import "testing"

func TestMistakesInYAMLHaveTheirPlace(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"":                          "f ",
		"a: 1\n---\nb: 2\n":         "f ",
		"a: 1\nb: &x 2\n":           "f:2:4 is a YAML anchor or alias, which is not supported: write the value itself",
		"a: *x\n":                   "f has a YAML alias, which is not supported: write the value itself",
		"a:\n\tb: 1\n":              "f:2:1 is a tab: indent YAML with spaces",
		"a: 1\nb: c: d\n":           "f:2 is not valid YAML: mapping values are not allowed in this context",
		"a: 1\n- b\n":               "f:2 is not valid YAML: did not find expected key",
		"- a\n- b: [\n":             "f:2 is not valid YAML: did not find expected node content",
		"a: \"\\q\"\n":              "f:1 is not valid YAML: found unknown escape character",
		"a: 1\n# 凭\xff\n":           "f:2:4 is not UTF-8 text",
		"a: 凭\x1b\n":                "f:1:5 is the control character U+001B, which is not allowed",
		"a: \"x\u0085y\"\r\n":       "f ",
		"a: 1\n---\nb: 2\n---\n[\n": "f:5 is not valid YAML: did not find expected node content",
	} {
		documents, at, rule := ReadYAML([]byte(given))
		if got := at.In("f") + " " + rule.String(); got != want {
			t.Errorf("%q: got %q after %d documents, want %q", given, got, len(documents), want)
		}
	}
}

func TestDocumentsBeforeAMistakeAreGiven(t *testing.T) {
	t.Parallel()
	documents, _, rule := ReadYAML([]byte("- a\n---\n- b\n---\n- [\n"))
	if len(documents) != 2 || rule.Empty() || documents[1].Content[0].Content[0].Value != "b" {
		t.Errorf("got %d documents and %q", len(documents), rule)
	}
}
