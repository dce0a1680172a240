package cli

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A denial names the action that was refused, which is not always the command's, and what to put
// into the policy. 901 is denied to everybody.
func TestADenialNamesTheActionThatWasRefused(t *testing.T) {
	t.Parallel()
	env := service(t)
	const permission = " on acs:linkwan:*:*:owned-join-permission/901"
	for _, c := range []struct{ args, title, needs string }{
		{"joinperm update 901 --class-mode A", "update failed: ForbiddenByRam", "linkwan:UpdateOwnedLocalJoinPermission" + permission},
		{"joinperm delete 901 --yes", "request failed: ForbiddenByRam", "linkwan:GetOwnedJoinPermission" + permission},
		{"joinperm enable 901", "enable failed: ForbiddenByRam", "linkwan:UpdateOwnedLocalJoinPermissionEnablingState" + permission},
		{"joinperm nodes 901", "list failed: ForbiddenByRam", "linkwan:ListNodesByOwnedJoinPermissionId on acs:linkwan:*:*:node/* and acs:linkwan:*:*:owned-join-permission/901"},
	} {
		got := run(t.Context(), t.TempDir(), env, strings.Fields(c.args)...)
		if got.code != exitDenied || !strings.Contains(got.stderr, c.title) || !strings.Contains(got.stderr, "needs") || !strings.Contains(got.stderr, c.needs+"\n") {
			t.Errorf("%s: %+v", c.args, got)
		}
		got = run(t.Context(), t.TempDir(), env, append(strings.Fields(c.args), "-o", "json")...)
		var document struct{ Hint string }
		words := strings.Fields(c.args)
		if err := json.Unmarshal([]byte(got.stderr), &document); err != nil || !strings.HasSuffix(document.Hint, "linkwanctl auth policy "+words[0]+" "+words[1]+" --id 901") {
			t.Errorf("%s: %v, hint %q", c.args, err, document.Hint)
		}
	}
}

// Several denials name all that is needed, and do not hide behind another failure.
func TestADenialInABatchNamesThePolicy(t *testing.T) {
	t.Parallel()
	const policy = "the policy to ask for:  linkwanctl auth policy joinperm disable --id "
	for args, hint := range map[string]string{
		"disable 901 123": policy + "901\n", "disable 999 901": policy + "901\n", "disable 901 902": policy + "901,902\n",
	} {
		got := run(t.Context(), t.TempDir(), denying(t, "ForbiddenByRam", "901", "902"), append([]string{"joinperm"}, strings.Fields(args)...)...)
		if !strings.Contains(got.stderr, hint) || strings.Contains(args, "999") && !strings.Contains(got.stderr, "linkwanctl joinperm list") {
			t.Errorf("%s: %+v", args, got)
		}
	}
}

// The rows of an apply that are denied name the policy that all of them need, once.
func TestADenialInAnApplyNamesThePolicy(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	manifest := filepath.Join(home, "m.csv")
	if err := os.WriteFile(manifest, []byte("JoinPermissionId,ClassMode,Enabled\n901,C,\n902,C,\n903,,false\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got := run(t.Context(), home, denying(t, "UnqualifiedRamAccount", "901", "902", "903"), "joinperm", "apply", "-f", manifest, "--yes")
	if hint := "linkwanctl auth policy joinperm apply\n"; got.code != exitSomeFailed || strings.Count(got.stderr, hint) != 1 {
		t.Errorf("%+v, want once: %s", got, hint)
	}
}

// An order that is submitted and may not be looked at, and an owner that only the list tells, say what
// they need too.
func TestALookThatIsDeniedNamesThePolicy(t *testing.T) {
	t.Parallel()
	for args, needs := range map[string]string{
		"order submit 7 --renter somebody --wait 1m": "linkwan:GetJoinPermissionAuthOrder on acs:linkwan:*:*:join-permission-auth-order/9",
		"get 8 --rented": "linkwan:ListRentedJoinPermissions on acs:linkwan:*:*:rented-join-permission/*",
	} {
		got := run(t.Context(), t.TempDir(), denying(t, "ForbiddenByRam"), append([]string{"joinperm"}, strings.Fields(args)...)...)
		if !strings.Contains(got.stderr, needs) {
			t.Errorf("%s: %+v", args, got)
		}
	}
}

// denying is a service that denies every change of some permissions, a look at an order and the list of
// what is rented; it knows no permission 999.
func denying(t *testing.T, code string, ids ...string) map[string]string {
	t.Helper()
	return answeredBy(t, func(w http.ResponseWriter, r *http.Request) {
		id, action := r.URL.Query().Get("JoinPermissionId"), r.Header.Get("X-Acs-Action")
		data := `"9"`
		switch {
		case id == "999":
			w.WriteHeader(http.StatusBadRequest)
			_, _ = fmt.Fprint(w, `{"RequestId":"R","Code":"NonExistent","Message":"m"}`)
			return
		case slices.Contains(ids, id), action == "GetJoinPermissionAuthOrder", action == "ListRentedJoinPermissions":
			w.WriteHeader(http.StatusBadRequest)
			_, _ = fmt.Fprintf(w, `{"RequestId":"R","Code":%q,"Message":"m"}`, code)
			return
		case action == "ListOwnedJoinPermissions":
			var items []string
			for _, id := range ids {
				items = append(items, `{"JoinPermissionId":"`+id+`","JoinPermissionName":"n`+id+`","ClassMode":"A","Enabled":true}`)
			}
			data = fmt.Sprintf(`{"TotalCount":%d,"List":[%s]}`, len(items), strings.Join(items, ","))
		case action == "GetRentedJoinPermission":
			data = `{"JoinPermissionId":"8","JoinPermissionName":"n8"}`
		}
		_, _ = fmt.Fprintf(w, `{"RequestId":"R","Success":true,"Data":%s}`, data)
	})
}
