package main

import (
	"strings"
	"testing"
)

// At the question between two waves Ctrl-C is no answer: the apply ends with its result, since
// something was changed.
func TestCtrlCAtTheQuestionBetweenWavesEndsTheApply(t *testing.T) {
	t.Parallel()
	f := newFleet(t, 3)
	p := f.command(t, "joinperm", "apply", "-f", f.manifest, "--waves", "1")
	person := p.asked(t, "Apply 3 changes in")
	if _, err := person.WriteString("y\n"); err != nil {
		t.Fatal(err)
	}
	shown := ""
	for part := make([]byte, 4096); !strings.Contains(shown, "Go on with wave 2 (2 changes)"); {
		n, err := person.Read(part)
		if err != nil {
			t.Fatalf("it asked nothing: %s, %v", shown, err)
		}
		shown += string(part[:n])
	}
	if _, err := person.WriteString("\x03"); err != nil {
		t.Fatal(err)
	}
	if code := p.end(); code != 130 || f.Received(updating) != 1 {
		t.Errorf("exit code %d after %d updates: %s", code, f.Received(updating), p.stdout.String())
	}
	if got := strings.Join(strings.Fields(p.stdout.String()), " "); !strings.HasSuffix(got, "1 0 0 0 0 2") {
		t.Errorf("the summary is %s", got)
	}
}
