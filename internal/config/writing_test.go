package config

import "testing"

// Whoever asks learns that the file changes from now on, and not of a change that is refused.
func TestTheCallerLearnsThatTheFileChanges(t *testing.T) {
	t.Parallel()
	w := newWorld(t).file("output: json\n")
	var before []string
	o := w.options()
	o.Writing = func() { before = append(before, w.text()) }
	if err := Set(o, "", "output", "yaml"); err != nil || len(before) != 1 || before[0] != "output: json\n" {
		t.Errorf("%q, %v", before, err)
	}
	if err := Set(o, "", "output", "nonsense"); err == nil || len(before) != 1 {
		t.Errorf("refused: %q, %v", before, err)
	}
}
