package config

import (
	"strings"
	"testing"
)

// FuzzEdit guards the writer: whatever is in a file that can be read, a change leaves the rest of it as it was.
func FuzzEdit(f *testing.F) {
	for _, seed := range []string{handWritten, "{}", "a: |\n  x\n\n\n  y\n", "output: json\n\n\n\ncolor: auto\n", "a:\n- b\n\n- c\n", "'a':\n  ? b\n", "# x\n---\n# y\n", "a: 'x\n\n  y'\n",
		strings.Repeat("profile: a\n", 50), strings.Repeat("{a: ", 100), "profile: \"\\e\\u202e\"\n", "a: \u2028\n", "? - - -\n: - -\n"} {
		f.Add([]byte(seed), "p")
	}
	f.Fuzz(func(t *testing.T, data []byte, profile string) {
		row, _ := find("profile")
		normal, wrong := row.examine(profile)
		document, problem := parseToEdit("f", data)
		if !wrong.rule.Empty() || problem != nil {
			return
		}
		put(document.Content[0], "profile", scalar(row, normal))
		fresh, err := render(document, data)
		if err != nil {
			return // Refused, and nothing was written.
		}
		again, problem := parse("f", fresh)
		if problem != nil || !sameTree(rootOf(again), document.Content[0]) {
			t.Errorf("%q became %q: %v", data, fresh, problem)
		}
	})
}
