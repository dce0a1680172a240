package cli

import (
	"slices"
	"strings"
	"time"
)

// waitFlag may have no value or a duration.
const waitFlag = "wait"

// joinOptionalValues turns "--wait 3s" into the "--wait=3s" that pflag needs for an optional value.
// The next argument is the value if it is a duration with a unit, which no ID and hardly a name
// looks like.
func joinOptionalValues(args []string) []string {
	joined := slices.Clone(args)
	if len(joined) == 1 && strings.HasPrefix(joined[0], "__complete") {
		joined = append(joined, "") // Cobra asks for a word with an error of its own
	}
	last := len(joined)
	if last > 0 && strings.HasPrefix(joined[0], "__complete") {
		last-- // it is still being typed
	}
	for i := 0; i+1 < last && joined[i] != "--"; i++ {
		if joined[i] != "--"+waitFlag || strings.Trim(joined[i+1], "0123456789") == "" {
			continue
		}
		if _, err := time.ParseDuration(joined[i+1]); err == nil {
			joined[i] += "=" + joined[i+1]
			joined = slices.Delete(joined, i+1, i+2)
			last--
		}
	}
	return joined
}
