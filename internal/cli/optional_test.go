package cli

import (
	"slices"
	"strings"
	"testing"
)

// --wait takes a duration with a blank as well as with =, and stays a flag that may stand alone:
// what follows it and is no duration is an argument.
func TestWaitTakesItsValueEitherWay(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"submit 125 --renter sandbox-other --wait 1ms":   "is still pending after 1ms",
		"submit --wait 2ms 125 --renter sandbox-other":   "is still pending after 2ms",
		"--wait 3ms submit 125 --renter sandbox-other":   "is still pending after 3ms",
		"submit 125 --renter sandbox-other --wait=4ms":   "is still pending after 4ms",
		"submit 125 --renter sandbox-other --wait -3s":   "--wait -3s",
		"submit 125 --renter sandbox-other --wait 3s 3s": "2 permissions given",
		"submit 125 --renter sandbox-other --wait 30":    "2 permissions given",
		"submit --renter sandbox-other --wait 125 124":   "2 permissions given",
	} {
		got := run(t.Context(), t.TempDir(), service(t), strings.Fields("joinperm order "+args)...)
		if !strings.Contains(got.stderr, want) {
			t.Errorf("%s: %+v", args, got)
		}
	}
}

func TestOnlyADurationIsJoined(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"x --wait 3s":            "x --wait=3s",
		"x --wait 1h30m --id 1":  "x --wait=1h30m --id 1",
		"x --wait":               "x --wait",
		"x --wait 125":           "x --wait 125",
		"x --wait 凭证1":           "x --wait 凭证1",
		"x --wait --id 3":        "x --wait --id 3",
		"x --wait=3s 4s":         "x --wait=3s 4s",
		"x -- --wait 3s":         "x -- --wait 3s",
		"x --timeout 3s --wait":  "x --timeout 3s --wait",
		"__complete x --wait 3s": "__complete x --wait 3s",
	} {
		if got := joinOptionalValues(strings.Fields(args)); !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("%s: got %q, want %q", args, got, want)
		}
	}
}
