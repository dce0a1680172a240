package cli

import (
	"encoding/json"
	"strings"
	"testing"
)

// A look-up by name was sent and answered: what comes of it is the answer of Link WAN, as it is for
// an ID that does not exist, and never not-sent.
func TestALookUpThatFindsNothingWasSent(t *testing.T) {
	t.Parallel()
	env := service(t)
	for _, args := range []string{
		"get nobody_07", "get nobody_07 --rented", "get 999", "nodes nobody_07", "update --name-is nobody_07 --rx-delay 3", "delete nobody_07 --yes", "disable nobody_07", "enable --name-is nobody_07",
		"order submit nobody_07 --renter some-user", "return nobody_07 --type LOCAL --yes", "roaming update nobody_07 --rx-delay 2", "roaming disable nobody_07",
	} {
		got := run(t.Context(), t.TempDir(), env, append([]string{"joinperm", "-o", "json"}, strings.Fields(args)...)...)
		document := failureDocument(t, got)
		if got.code != exitMissing || document.Code != "NonExistent" || document.Outcome != "refused" || document.HTTPStatus == 0 || document.Attempts == 0 {
			t.Errorf("%s: %+v", args, got)
		}
	}
}

// Where to look is the list that was looked through; and what the call named no
// instance for may be in one.
func TestTheHintsOfALookUpFitIt(t *testing.T) {
	t.Parallel()
	env := service(t)
	const owned, rented, instance = "to list all permissions:  linkwanctl joinperm list\n", "to list all permissions:  linkwanctl joinperm list --rented\n", " --iot-instance-id ID\n"
	for args, want := range map[string][]string{
		"get nobody_07": {owned, instance}, "get nobody_07 --rented": {rented, instance}, "return nobody_07 --type LOCAL --yes": {rented}, "roaming enable nobody_07": {rented},
		"get public_field": {instance}, "get nobody_07 --iot-instance-id iot-public": {strings.TrimSpace(owned) + " --iot-instance-id iot-public\n"},
	} {
		got := run(t.Context(), t.TempDir(), env, append([]string{"joinperm"}, strings.Fields(args)...)...)
		for _, hint := range want {
			if !strings.Contains(got.stderr, hint) {
				t.Errorf("%s: %+v", args, got)
			}
		}
		if strings.Contains(args, "--iot-instance-id") && strings.Contains(got.stderr, instance) {
			t.Errorf("%s: %+v", args, got)
		}
	}
}

func TestANameOfSeveralWasLookedUp(t *testing.T) {
	t.Parallel()
	env := pages(t, 3, 3) // every one of its permissions is named twin
	got := run(t.Context(), t.TempDir(), env, "joinperm", "update", "--name-is", "twin", "--rx-delay", "1", "-o", "json")
	if document := failureDocument(t, got); got.code != exitUsage || document.Code != "NameNotUnique" || document.Outcome != "refused" || document.HTTPStatus != 200 || document.Attempts == 0 {
		t.Errorf("%+v", got)
	}
}

type failed struct {
	Code, Outcome string
	HTTPStatus    int `json:"HttpStatus"`
	Attempts      int
}

func failureDocument(t *testing.T, got outcome) failed {
	t.Helper()
	var document failed
	if err := json.Unmarshal([]byte(got.stderr), &document); err != nil {
		t.Errorf("%v: %+v", err, got)
	}
	return document
}
