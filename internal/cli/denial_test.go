package cli

import (
	"encoding/json"
	"strings"
	"testing"
)

// A denial names the action that was refused, which is not always the command's,
// and what to put into the policy. 901 is denied to everybody.
func TestADenialNamesTheActionThatWasRefused(t *testing.T) {
	t.Parallel()
	env := service(t)
	const permission = " on acs:linkwan:*:*:owned-join-permission/901"
	for _, c := range []struct{ args, title, needs string }{
		{"joinperm update 901 --class-mode A", "refused the update: ForbiddenByRam", "linkwan:UpdateOwnedLocalJoinPermission" + permission},
		{"joinperm delete 901 --yes", "refused the reading: ForbiddenByRam", "linkwan:GetOwnedJoinPermission" + permission},
		{"joinperm enable 901", "refused the enabling: ForbiddenByRam", "linkwan:UpdateOwnedLocalJoinPermissionEnablingState" + permission},
		{"joinperm nodes 901", "refused the list: ForbiddenByRam", "linkwan:ListNodesByOwnedJoinPermissionId on acs:linkwan:*:*:node/* and acs:linkwan:*:*:owned-join-permission/901"},
	} {
		got := run(t.Context(), t.TempDir(), env, strings.Fields(c.args)...)
		if got.code != exitDenied || !strings.Contains(got.stderr, c.title) || !strings.Contains(got.stderr, "needs") || !strings.Contains(got.stderr, c.needs+"\n") {
			t.Errorf("%s: %+v", c.args, got)
		}
		got = run(t.Context(), t.TempDir(), env, append(strings.Fields(c.args), "-o", "json")...)
		var document struct{ Hint string }
		action, resource, _ := strings.Cut(c.needs, " on ")
		if err := json.Unmarshal([]byte(got.stderr), &document); err != nil || !strings.Contains(document.Hint, "Action "+action) || !strings.Contains(document.Hint, "Resource "+resource) {
			t.Errorf("%s: %v, hint %q", c.args, err, document.Hint)
		}
	}
}

// Each of several denials says the same of its own.
func TestADenialInABatchNamesThePolicy(t *testing.T) {
	t.Parallel()
	got := run(t.Context(), t.TempDir(), service(t), "joinperm", "disable", "901", "123")
	if got.code != exitSomeFailed || !strings.Contains(got.stderr, "Action linkwan:UpdateOwnedLocalJoinPermissionEnablingState, Resource acs:linkwan:*:*:owned-join-permission/901") {
		t.Errorf("%+v", got)
	}
}
