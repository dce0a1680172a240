package validate

import (
	"strings"
	"testing"
)

func TestOneOfTakesEitherCase(t *testing.T) {
	t.Parallel()
	types := func(value string) (string, error) { return OneOf(value, []string{"LOCAL", "ROAMING"}) }
	check(t, types,
		[]accepted{{"LOCAL", "LOCAL"}, {"roaming", "ROAMING"}},
		[]refused{{"", "is empty", ""}, {"LOCL", "must be LOCAL or ROAMING", ""}, {"roam", "must be LOCAL or ROAMING", "ROAMING"}})
}

func TestBoolIsTrueOrFalse(t *testing.T) {
	t.Parallel()
	check(t, Bool,
		[]accepted{{"true", "true"}, {"False", "false"}},
		[]refused{{"", "must be true or false", ""}, {"yes", "true or false", "true"}, {"0", "true or false", "false"}, {"maybe", "true or false", ""}})
}

func TestFragmentIsAnyPrintedText(t *testing.T) {
	t.Parallel()
	check(t, Fragment,
		[]accepted{{"凭证", "凭证"}, {"some user", "some user"}},
		[]refused{{"", "is empty", ""}, {"a\x1bb", "control character", ""}, {"a\xff", "not UTF-8", ""}, {strings.Repeat("a", 129), "longer than 128", ""}})
}

func TestEUIFragmentIsHex(t *testing.T) {
	t.Parallel()
	check(t, EUIFragment,
		[]accepted{{"D896", "d896"}, {"d8-96", "d896"}, {"d896e0efff000000", "d896e0efff000000"}},
		[]refused{{"", "is empty", ""}, {"xyz", "must be hex digits", ""}, {"-", "must be hex digits", ""}, {"d896e0efff0000000", "is longer than 16 hex digits", ""}})
}
