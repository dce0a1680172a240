package cli

import (
	"strings"
	"testing"
)

// GetRentedJoinPermission has no owner: the list has.
func TestARentedPermissionShowsItsOwner(t *testing.T) {
	t.Parallel()
	env := service(t)
	for args, want := range map[string]string{
		"get 201 --rented --columns owner --no-headers":           "sandbox-other\n",
		"get rented_field --rented --query Data.OwnerAliyunId":    "sandbox-other\n",
		"get 201 401 --rented --query [].Data.OwnerAliyunId":      "sandbox-other\nAliCloud IoT\n",
		"get 401 --rented -o csv --columns id,owner --no-headers": "401,AliCloud IoT\n",
	} {
		if got := run(t.Context(), t.TempDir(), env, append([]string{"joinperm"}, strings.Fields(args)...)...); got.code != exitDone || got.stdout != want || got.stderr != "" {
			t.Errorf("%s: %+v, want %q", args, got, want)
		}
	}
	// What was read is shown even where the list cannot be.
	env = service(t, "503/ListRentedJoinPermissions")
	got := run(t.Context(), t.TempDir(), env, "joinperm", "get", "201", "--rented", "--columns", "id,owner", "--no-headers", "--max-attempts", "1")
	if got.code != exitDone || got.stdout != "201  –\n" || !strings.Contains(got.stderr, "warning: cannot show the owner: listing rented permissions failed: ServiceUnavailable") {
		t.Errorf("without the list: %+v", got)
	}
}

// A permission that is only offered can be changed: the hint sends nobody to cancel an order for
// that, and says of an offer what stands against it.
func TestTheHintForAnAuthorisedPermissionFits(t *testing.T) {
	t.Parallel()
	env := service(t)
	if got := run(t.Context(), t.TempDir(), env, "joinperm", "order", "submit", "123", "--renter", "sandbox-other"); got.code != exitDone {
		t.Fatalf("%+v", got)
	}
	if got := run(t.Context(), t.TempDir(), env, "joinperm", "update", "--id", "123", "--rx-delay", "3"); got.code != exitDone {
		t.Errorf("an offered permission cannot be changed: %+v", got)
	}
	const deletion = "hint: it is offered or rented out: wait until the renter returns it, or cancel its order first:  linkwanctl joinperm order cancel ORDER\n"
	for args, want := range map[string]string{
		"update --id 124 --rx-delay 3":            "hint: the permission is rented out: it can be changed after the renter returns it (an offer that is still pending does not block changes)\n",
		"delete 124 --yes":                        deletion,
		"delete 123 --yes":                        deletion, // which is only offered
		"delete 123 124 --yes":                    deletion,
		"order cancel 503":                        "hint: only a pending order can be accepted, rejected or cancelled; see its state:  linkwanctl joinperm order get 503\n",
		"order submit 123 --renter sandbox-other": "hint: it is already offered or rented out: wait until the renter returns it, or cancel its order:  linkwanctl joinperm order cancel ORDER\n",
	} {
		got := run(t.Context(), t.TempDir(), env, append([]string{"joinperm"}, strings.Fields(args)...)...)
		if got.code != exitRefused || !strings.Contains(got.stderr, want) {
			t.Errorf("%s: %+v", args, got)
		}
	}
}

// The failure of a list names the permission that it is of, with fitting hints.
func TestTheFailureOfAListOfNodesNamesThePermission(t *testing.T) {
	t.Parallel()
	env := service(t)
	for args, want := range map[string]string{
		"nodes 201":                             "hint: if this account rents it:  linkwanctl joinperm get 201 --rented\n",
		"nodes 999":                             "  permission  999, instance (public), endpoint http",
		"list --iot-instance-id iot-no-feature": "  target      instance iot-no-feature, endpoint http",
	} {
		got := run(t.Context(), t.TempDir(), env, append([]string{"joinperm"}, strings.Fields(args)...)...)
		if got.code == exitDone || !strings.Contains(got.stderr, want) {
			t.Errorf("%s: %+v", args, got)
		}
	}
}
