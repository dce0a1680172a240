package cli

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"linkwanctl/internal/api"
	"linkwanctl/internal/catalogue"
	"linkwanctl/internal/emulator/emulatortest"
)

// The policy of a command allows each action that the command asks for, in all of its calls.
func TestPoliciesAllowWhatTheCommandsSend(t *testing.T) {
	t.Parallel()
	for command, lines := range leakCalls() {
		if strings.HasPrefix(command, "__") || command == "auth whoami" { // STS needs no policy
			continue
		}
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			sent := 0
			for _, line := range lines {
				if strings.Contains(line, "PLAN") {
					continue
				}
				named := strings.Fields(command)
				if command == "api call" {
					named = strings.Fields(line)[:3] // with its action
				}
				needs, optional, err := actionsNamed(named)
				if err != nil {
					t.Fatal(err)
				}
				home := t.TempDir()
				files := strings.NewReplacer("MANIFEST", filepath.Join(home, "fleet.yaml"), "OUT", filepath.Join(home, "out"), "REPORT", filepath.Join(home, "report.jsonl"))
				leakFiles(t, home, line, "")
				service := emulatortest.Start(t, emulatortest.Options{})
				env := service.Environment()
				env["LINKWANCTL_QPS"], env["EDITOR"] = "0", "true"
				run(t.Context(), home, env, strings.Fields(files.Replace(line))...)
				for _, action := range catalogue.Names() {
					if service.Received(action) == 0 {
						continue
					}
					sent++
					if !slices.Contains(slices.Concat(needs, optional), action) {
						t.Errorf("%s sends %s, which the policy does not allow", line, action)
					}
				}
			}
			if sent == 0 {
				t.Errorf("%q sent nothing", lines)
			}
		})
	}
}

func TestThePolicyOfAnUpdateIsTheLeast(t *testing.T) {
	t.Parallel()
	got := run(t.Context(), t.TempDir(), nil, "auth", "policy", "jp", "update", "--id", "123,125", "-o", "json")
	var p policy
	if err := json.Unmarshal([]byte(got.stdout), &p); err != nil || got.code != 0 {
		t.Fatalf("%v in %+v", err, got)
	}
	want := policy{Version: "1", Statement: []statement{{
		Effect: "Allow", Action: []string{"linkwan:UpdateOwnedLocalJoinPermission"},
		Resource: []string{"acs:linkwan:*:*:owned-join-permission/123", "acs:linkwan:*:*:owned-join-permission/125"},
	}}}
	if shown, expected := asJSON(t, p), asJSON(t, want); shown != expected {
		t.Errorf("got %s, want %s", shown, expected)
	}
}

// A list needs all permissions, whatever IDs are named, and so has a statement of its own.
func TestAPolicyOfSeveralCommandsHasAStatementForEachResource(t *testing.T) {
	t.Parallel()
	got := run(t.Context(), t.TempDir(), nil, "auth", "policy", "joinperm", "list", "getownedjoinpermission", "freqband", "--id", "7", "-o", "json", "--query", "Statement[].Resource[]")
	want := "acs:linkwan:*:*:owned-join-permission/* acs:linkwan:*:*:freq-band-plan/* acs:linkwan:*:*:owned-join-permission/7"
	var resources []string
	if err := json.Unmarshal([]byte(got.stdout), &resources); err != nil {
		t.Fatal(err, got)
	}
	slices.Sort(resources)
	wanted := strings.Fields(want)
	slices.Sort(wanted)
	if !slices.Equal(resources, wanted) {
		t.Errorf("got %q", resources)
	}
}

// A denial names an action as RAM writes it.
func TestAPolicyTakesTheActionOfADenial(t *testing.T) {
	t.Parallel()
	got := run(t.Context(), t.TempDir(), nil, "auth", "policy", "linkwan:UpdateOwnedLocalJoinPermission")
	if got.code != exitDone || !strings.Contains(got.stdout, `"linkwan:UpdateOwnedLocalJoinPermission"`) {
		t.Errorf("got %+v", got)
	}
}

// In a RAM policy * and ? mean more than one permission.
func TestAPolicyForIDsHasNoWildcard(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"*", "12*", "12?"} {
		if got := run(t.Context(), t.TempDir(), nil, "auth", "policy", "joinperm", "update", "--id", id); got.code != exitUsage || got.stdout != "" {
			t.Errorf("%s: %+v", id, got)
		}
	}
}

// Those that RAM's table does not list are allowed on every resource, and a note says so.
func TestAPolicyIsPrintedForEveryActionOfTheAPI(t *testing.T) {
	t.Parallel()
	names := catalogue.Names()
	if len(names) != 79 {
		t.Fatalf("%d actions", len(names))
	}
	for i, name := range names {
		spelled := []string{name, strings.ToLower(name), "linkwan:" + strings.ToUpper(name)}[i%3]
		got := run(t.Context(), t.TempDir(), nil, "auth", "policy", spelled)
		var p policy
		if err := json.Unmarshal([]byte(got.stdout), &p); err != nil || got.code != exitDone || len(p.Statement) != 1 {
			t.Errorf("%s: %v in %+v", spelled, err, got)
			continue
		}
		if s := p.Statement[0]; len(s.Action) != 1 || s.Action[0] != "linkwan:"+name || len(s.Resource) == 0 || slices.Contains(s.Resource, everyResource) == slices.Contains(api.Actions(), name) {
			t.Errorf("%s: %+v", spelled, s)
		}
		if noted := strings.Contains(got.stderr, "every resource"); noted == slices.Contains(api.Actions(), name) {
			t.Errorf("%s: stderr is %q", spelled, got.stderr)
		}
		got = run(t.Context(), t.TempDir(), nil, "auth", "policy", strings.Replace(name, "e", "ee", 1)+"x")
		if got.code != exitUsage || !strings.Contains(got.stderr, "did you mean ") {
			t.Errorf("%s mistyped: %+v", name, got)
		}
	}
}

// `api call` needs what its action needs, and nothing is known before that is named.
func TestAPolicyOfACallIsThatOfItsAction(t *testing.T) {
	t.Parallel()
	alone := run(t.Context(), t.TempDir(), nil, "auth", "policy", "deletegateway")
	if got := run(t.Context(), t.TempDir(), nil, "auth", "policy", "api", "call", "DeleteGateway"); got != alone || got.code != exitDone {
		t.Errorf("got %+v, want %+v", got, alone)
	}
	for _, line := range []string{"api", "api call", "api call Gateway", "api call joinperm list"} {
		got := run(t.Context(), t.TempDir(), nil, append([]string{"auth", "policy"}, strings.Fields(line)...)...)
		if got.code != exitUsage || !strings.Contains(got.stderr, "name the action to allow") {
			t.Errorf("%s: %+v", line, got)
		}
	}
}

func TestAMistypedActionIsCorrected(t *testing.T) {
	t.Parallel()
	got := run(t.Context(), t.TempDir(), nil, "auth", "policy", "GetOwnedJoinPermision")
	if got.code != exitUsage || !strings.Contains(got.stderr, "did you mean GetOwnedJoinPermission?") {
		t.Errorf("got %+v", got)
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	encoded, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(encoded)
}
