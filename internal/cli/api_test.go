package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"linkwanctl/internal/catalogue"
)

// What the reference page of the main action says is in its description, whatever the form.
func TestTheMainActionIsDescribedAsItsReferencePageHasIt(t *testing.T) {
	t.Parallel()
	const action = "UpdateOwnedLocalJoinPermission"
	facts := []string{
		"join-permission", "2019-03-01", // in the document alone
		"5 requests per second for an account, shared by its RAM users", "linkwanctl joinperm update",
		"JoinPermissionId     string, required", "see ListOwnedJoinPermissions", "ListRentedJoinPermissions", "for example 123",
		"IotInstanceId        string, optional", "required in an Enterprise instance", "public instance", "instance overview", "iot-cn-0pp1n8t****",
		"FreqBandPlanGroupId  integer, optional", "see ListFreqBandPlanGroups", "for example 201",
		"ClassMode            string, optional", "A, B or C", "for example A",
		"JoinPermissionName   string, optional", "length 4 to 30: Han (counts as 2), a-z, A-Z, 0-9, _", "for example 凭证1",
		"RxDelay              string, optional", "class A receive delay, 1 to 15 seconds", "for example 1",
		"DataRate             string, optional", "0 (SF12) to 5 (SF7)", "for example 4",
		"JoinEui              string, optional", "16 hex digits", "for example 0000000000000001",
		"RequestId: string, the unique ID", "Success: boolean, whether the call succeeded", "each with HTTP status 400",
		"linkwan:UpdateOwnedLocalJoinPermission", "acs:linkwan:*:*:owned-join-permission/{JoinPermissionId}",
	}
	for _, code := range []string{
		"ForbiddenByRam", "ForbiddenByRiskControl", "NonExistent", "CloudProductNotActivated", "FeatureNotActivated", "InternalError", "JoinPermissionAlreadyAuthorized",
		"NotResourceOwner", "JoinPermissionNameDuplicated", "InvalidName", "InvalidFreqBandPlan",
	} {
		facts = append(facts, "  "+code+"  ")
	}
	text := run(t.Context(), t.TempDir(), nil, "api", "describe", strings.ToLower(action))
	for _, fact := range facts[2:] {
		if !strings.Contains(text.stdout+" ", fact) {
			t.Errorf("%q is not in\n%s", fact, text.stdout)
		}
	}
	var d describedAction
	document := run(t.Context(), t.TempDir(), nil, "api", "describe", action, "-o", "json")
	if err := json.Unmarshal([]byte(document.stdout), &d); err != nil {
		t.Fatal(err)
	}
	if d.Group != facts[0] || d.Version != facts[1] || d.QPS != 5 || d.Reads || len(d.Parameters) != 8 || len(d.Codes) != 11 || d.ErrorHTTP != 400 || !slices.Equal(d.Commands, []string{"joinperm update"}) {
		t.Errorf("got %+v", d)
	}
}

// Of every action the description has all codes with their meanings, and whether parameters are
// required only where that is known.
func TestEveryActionIsDescribed(t *testing.T) {
	t.Parallel()
	codes := new(app).explainer(newAPIDescribe(&app{})).codes()
	for _, action := range catalogue.All() {
		d := describedActionOf(action, codes)
		if len(d.Codes) != len(action.Codes) {
			t.Errorf("%s: %d of %d codes have a meaning", action.Name, len(d.Codes), len(action.Codes))
		}
		for _, p := range d.Parameters {
			if (p.Required != nil) != action.Documented {
				t.Errorf("%s %s: required is %v", action.Name, p.Name, p.Required)
			}
		}
		if d.RAM != nil && d.RAM.Action != "linkwan:"+action.Name {
			t.Errorf("%s: its policy is %+v", action.Name, d.RAM)
		}
	}
}

// The command named for an action sends it; a command of every action that has one is named.
func TestTheCommandOfAnAction(t *testing.T) {
	t.Parallel()
	for action, want := range map[string]string{
		"ListOwnedJoinPermissions": "joinperm list", "ListRentedJoinPermissions": "joinperm list --rented", "CountOwnedJoinPermissions": "joinperm count",
		"CountRentedJoinPermissions": "joinperm count --rented", "GetOwnedJoinPermission": "joinperm get, joinperm describe", "GetRentedJoinPermission": "joinperm get --rented",
		"UpdateOwnedLocalJoinPermissionEnablingState": "joinperm enable, joinperm disable", "DeleteLocalJoinPermission": "joinperm delete", "ReturnJoinPermission": "joinperm return",
		"CountNodesByOwnedJoinPermissionId": "joinperm nodes --count", "ListFreqBandPlanGroups": "freqband list", "GetFreqBandPlanGroup": "freqband get", "CheckUserChargeStatus": "",
	} {
		if got := strings.Join(commandsFor(action), ", "); got != want {
			t.Errorf("%s: got %q, want %q", action, got, want)
		}
	}
	for _, c := range actionsOfCommands() {
		for _, action := range strings.Fields(c.needs + " " + c.optional) {
			if len(commandsFor(action)) == 0 {
				t.Errorf("%s, which %s sends, has no command", action, c.command)
			}
		}
	}
}

// A group is taken in any case, and a mistyped one is corrected.
func TestTheActionsOfAGroup(t *testing.T) {
	t.Parallel()
	all := run(t.Context(), t.TempDir(), nil, "api", "list", "-o", "name")
	if lines := strings.Fields(all.stdout); !slices.Equal(lines, catalogue.Names()) {
		t.Errorf("got %q", lines)
	}
	got := run(t.Context(), t.TempDir(), nil, "api", "list", "--group", "Notification", "-o", "csv", "--columns", "Action,reads")
	want := regexp.MustCompile(`^Action,Reads\n(\w*Notification\w*,(true|false)\n)+$`)
	if !want.MatchString(got.stdout) {
		t.Errorf("got %+v", got)
	}
	got = run(t.Context(), t.TempDir(), nil, "api", "list", "--group", "gatway")
	if got.code != exitUsage || !strings.Contains(got.stderr, "did you mean gateway?") {
		t.Errorf("got %+v", got)
	}
}

// The facts of the API are not read by other commands: start-up is as it was. `auth policy` names
// actions too.
func TestOtherCommandsDoNotReadTheCatalogue(t *testing.T) {
	t.Parallel()
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range sources {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if path != "auth_policy.go" && !strings.HasPrefix(path, "api") && !strings.HasSuffix(path, "_test.go") && strings.Contains(string(text), `"linkwanctl/internal/catalogue"`) {
			t.Errorf("%s uses the catalogue", path)
		}
	}
}
