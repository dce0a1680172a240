package config

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// FuzzReadFile guards the strict reader: it must not panic, must not take a key for a secret, and what it says must
// be short.
func FuzzReadFile(f *testing.F) {
	for _, seed := range []string{
		handWritten, "", "a: [", "access-key-secret: x", "contexts: {a: {sk: x}}", "? [a]\n: b", "x: &a [*a]", "\t", "---\n---\n", "!!map {a: 1}",
		"current-context: a\ncontexts: {a: }", "profile: |\n  x\n", "\ufeffoutput: json", "timeout: 30\r\noutput: 'x", "{{}: 1}", "<<: {a: b}",
		strings.Repeat("[", 200), strings.Repeat("- ", 200), strings.Repeat("{a: ", 200), "a: &a [*a]", "a: &a {<<: *a}", "a: &a [x]\nb: &b [*a, *a]\nc: {<<: [*b, *b]}",
		"region: \"\\e[31m\\u202e\\ud800\"", "region: \u202e\u200b\u3164", "region: \x9b31m\xff", "timeout: " + strings.Repeat("9", 400), "qps: 1e999999", "output: json\noutput: json",
		"contexts: {" + strings.Repeat("a: {}, ", 60) + "}", "\x00",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		document, problem := parse("f", data)
		root := rootOf(document)
		var problems []Problem
		if problem != nil {
			problems = []Problem{*problem}
		} else {
			problems = readDocument("f", root, Table()).problems
		}
		if len(problems) == 0 && root != nil && holdsSecret(root) {
			t.Errorf("%q was accepted", data)
		}
		if err := asError(problems); err != nil && len(err.Error()) > 64<<10 {
			t.Errorf("%q: %d bytes: %q", data, len(err.Error()), err.Error())
		}
	})
}

// holdsSecret looks for the plainest names of secrets wherever a value hangs on them.
func holdsSecret(node *yaml.Node) bool {
	for i, child := range node.Content {
		if node.Kind == yaml.MappingNode && i%2 == 0 && node.Content[i+1].Kind == yaml.ScalarNode && !isNull(node.Content[i+1]) {
			switch strings.ToLower(child.Value) {
			case "access-key-secret", "access_key_secret", "accesskeysecret", "secret", "token", "sk":
				return true
			}
		}
		if holdsSecret(child) {
			return true
		}
	}
	return false
}
