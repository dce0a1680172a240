package cli

import (
	"net/http"
	"strings"
	"testing"
)

// What a revert says is about the revert, though it is carried out as an apply is.
func TestARevertThatStopsEarlySaysSo(t *testing.T) {
	t.Parallel()
	o, apply := observeFleet(t, "steady", "--max-silent 20%")
	if got := o.run(t, false, apply); got.code != exitDone {
		t.Fatalf("%+v", got)
	}
	o.gateReads("UpdateOwnedLocalJoinPermission", http.StatusForbidden, "ForbiddenByRam")()
	got := o.run(t, false, "joinperm revert --last --yes --stop-on-error")
	if got.code != exitSomeFailed || !strings.Contains(got.stderr, "; revert stopped early: failure limit reached") || strings.Contains(got.stderr, "apply stopped") {
		t.Errorf("%+v", got)
	}
}
