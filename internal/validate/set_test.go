package validate

import (
	"strings"
	"testing"
)

func TestOneOfTakesEitherCase(t *testing.T) {
	t.Parallel()
	types := func(value string) (string, error) { return OneOf(value, "a type", []string{"LOCAL", "ROAMING"}) }
	check(t, types,
		[]accepted{{"LOCAL", "LOCAL"}, {"roaming", "ROAMING"}},
		[]refused{{"", "is empty", ""}, {"LOCL", "is not a type: LOCAL or ROAMING", ""}, {"roam", "is not a type", "ROAMING"}})
}

func TestBoolIsTrueOrFalse(t *testing.T) {
	t.Parallel()
	check(t, Bool,
		[]accepted{{"true", "true"}, {"False", "false"}},
		[]refused{{"", "is not a truth value", ""}, {"yes", "true or false", "true"}, {"0", "true or false", "false"}, {"maybe", "true or false", ""}})
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
		[]refused{{"", "is empty", ""}, {"xyz", "not part of an EUI", ""}, {"-", "not part of an EUI", ""}, {"d896e0efff0000000", "longer than an EUI", ""}})
}
