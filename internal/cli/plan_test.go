package cli

import (
	"path/filepath"
	"strings"
	"testing"
)

// The plan that apply asks about reads as diff's, Han names aligned.
func TestApplyShowsThePlanAsDiffDoes(t *testing.T) {
	t.Parallel()
	env := service(t)
	manifest := filepath.Join(t.TempDir(), "fleet.yaml")
	write(t, manifest, "- {id: 123, rxDelay: 3}\n- {id: 124, classMode: A}\n- {id: 125, rxDelay: 8}\n")
	want := "~  123  凭证1       rx delay 1 s → 3 s\n" +
		"!  124  parking_b1  class C → A (its 5 nodes miss downlinks "
	diff := run(t.Context(), t.TempDir(), env, "joinperm", "diff", "-f", manifest, "--nodes")
	if diff.code != exitDone || !strings.HasPrefix(diff.stdout, want) {
		t.Fatalf("%+v", diff)
	}
	apply := onTerminal(t.Context(), t.TempDir(), env, "n\n", "joinperm", "apply", "-f", manifest)
	if !strings.HasPrefix(apply.stderr, diff.stdout+"Apply 3 changes") {
		t.Errorf("apply shows\n%s, and diff\n%s", apply.stderr, diff.stdout)
	}
}
