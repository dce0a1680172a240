//go:build unix

package shells

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

func TestFishCompletes(t *testing.T) {
	t.Parallel()
	fish := need(t, "fish", "fish")
	eachUser(t, func(t *testing.T, u *user, presses []press) {
		// For a lone item fish is offered a second one, lest it insert a blank.
		presses = slices.DeleteFunc(presses, func(p press) bool { return p.byName || p.list && len(p.offers) == 1 })
		out := u.shows(t, exec.Command(fish, testdata(t, "typed.fish")), typed(presses))
		shown, _ := told(t, out, len(presses))
		for i, p := range presses {
			p.checkOffers(t, fishOffers(p, shown[i]))
		}
	})
}

// fishOffers are lines of a value, a tab and what it means; a value after = has its flag before it.
func fishOffers(p press, shown string) []offer {
	word := p.head()[strings.LastIndex(p.head(), " ")+1:]
	var offers []offer
	for text := range strings.SplitSeq(shown, "\n") {
		if text == "" {
			continue
		}
		value, means, _ := strings.Cut(text, "\t")
		offers = append(offers, offer{strings.TrimPrefix(value, word), means})
	}
	return offers
}
