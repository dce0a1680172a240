package validate

import (
	"errors"
	"strings"
	"testing"

	"linkwanctl/internal/text"
)

// accepted and refused are one line each of the tables below.
type accepted struct{ given, sent string }

type refused struct{ given, broken, suggestion string }

func check(t *testing.T, rule Rule, good []accepted, bad []refused) {
	t.Helper()
	for _, c := range good {
		if sent, err := rule(c.given); err != nil || sent != c.sent {
			t.Errorf("%q: got %q, %v; want %q", c.given, sent, err, c.sent)
		}
	}
	for _, c := range bad {
		sent, err := rule(c.given)
		var p *text.Problem
		if !errors.As(err, &p) {
			t.Errorf("%q: got %q, %v; want a problem", c.given, sent, err)
			continue
		}
		if sent != "" || p.Given != c.given || !strings.Contains(p.Rule.String(), c.broken) || p.Suggestion != c.suggestion {
			t.Errorf("%q: got %q, %+v; want %q and the suggestion %q", c.given, sent, *p, c.broken, c.suggestion)
		}
	}
}

func TestClassModeTakesEitherCase(t *testing.T) {
	t.Parallel()
	check(t, ClassMode,
		[]accepted{{"A", "A"}, {"b", "B"}, {"c", "C"}},
		[]refused{
			{"", "is empty", ""}, {"Z", "A, B or C", ""}, {"AB", "A, B or C", ""}, {" A", "A, B or C", "A"}, {"a\n", "A, B or C", "A"},
			{"Class A", "A, B or C", "A"}, {"class_c", "A, B or C", "C"}, {"classics", "A, B or C", ""}, {"А", "A, B or C", ""}, // the last is Cyrillic
		})
}

func TestNameCountsHanTwice(t *testing.T) {
	t.Parallel()
	check(t, Name,
		[]accepted{
			{"凭证", "凭证"}, {"凭证1", "凭证1"}, {"abcd", "abcd"}, {"a_1Z", "a_1Z"},
			{strings.Repeat("凭", 15), strings.Repeat("凭", 15)}, {strings.Repeat("a", 30), strings.Repeat("a", 30)},
		},
		[]refused{
			{"", "is empty", ""}, {"abc", "has length 3", ""}, {"凭", "counts as 2", ""}, {"凭1", "has length 3", ""},
			{strings.Repeat("凭", 15) + "a", "has length 31", ""}, {strings.Repeat("a", 31), "has length 31", ""},
			{"Join-Permission 01", "contains '-'", "Join_Permission_01"}, {"ab-", "contains '-'", ""}, {"凭证！", "contains '！'", ""},
			{"カタカナ", "contains 'カ'", ""}, {"abcé", "contains 'é'", ""}, {"ab\x00cd", "contains '\x00'", ""}, {"ab\xffcd", "not UTF-8", ""},
		})
}

func TestRxDelayIsOneToFifteenSeconds(t *testing.T) {
	t.Parallel()
	check(t, RxDelay,
		[]accepted{{"1", "1"}, {"15", "15"}, {"3s", "3"}, {"03", "3"}},
		[]refused{
			{"", "is empty", ""}, {"0", "1 to 15", ""}, {"16", "1 to 15", ""}, {"99", "1 to 15", ""}, {"-1", "1 to 15", ""}, {"+3", "1 to 15", ""},
			{"1.5", "1 to 15", ""}, {"3 s", "1 to 15", ""}, {"3S", "1 to 15", "3"}, {" 3", "1 to 15", "3"}, {"99 ", "1 to 15", ""}, {"s", "1 to 15", ""}, {"3ss", "1 to 15", ""}, {"99999999999999999999", "1 to 15", ""},
			{"3000ms", "1 to 15", "3s"}, {"100ms", "1 to 15", ""}, {"３", "1 to 15", ""},
		})
}

// The vendor's pages differ on its unit, so that no larger value is surely wrong.
func TestRoamingRxDelayTakesLargerNumbersToo(t *testing.T) {
	t.Parallel()
	check(t, RoamingRxDelay,
		[]accepted{{"1", "1"}, {"15", "15"}, {"3s", "3"}, {"16", "16"}, {"3000", "3000"}, {"2147483647", "2147483647"}},
		[]refused{
			{"", "is empty", ""}, {"0", "1 to 15", ""}, {"-16", "1 to 15", ""}, {"16s", "1 to 15", ""}, {"3000ms", "1 to 15", "3s"},
			{"2147483648", "1 to 15", ""}, {"x", "1 to 15", ""},
		})
}

func TestDataRateIsZeroToFive(t *testing.T) {
	t.Parallel()
	check(t, DataRate,
		[]accepted{{"0", "0"}, {"5", "5"}, {"04", "4"}},
		[]refused{
			{"", "is empty", ""}, {"6", "0 to 5", ""}, {"4 ", "0 to 5", "4"}, {"-1", "0 to 5", ""}, {"1_0", "0 to 5", ""},
			{"SF8", "SF8 is 4 on CN470", "4"}, {"sf12", "SF12 is 0 on CN470", "0"}, {"SF6", "0 to 5", ""}, {"DR5", "0 to 5", "5"}, {"DR6", "0 to 5", ""},
		})
}

func TestFreqBandPlanGroupIDIsPositive64Bit(t *testing.T) {
	t.Parallel()
	check(t, FreqBandPlanGroupID,
		[]accepted{{"101", "101"}, {"9223372036854775807", "9223372036854775807"}, {"0201", "201"}},
		[]refused{{"", "is empty", ""}, {"0", "positive", ""}, {"-1", "positive", ""}, {"CN470", "positive", ""}, {"9223372036854775808", "64 bits", ""}})
}

func TestJoinEUIIsSixteenHexDigits(t *testing.T) {
	t.Parallel()
	const sent = "d896e0efff000000"
	check(t, JoinEUI,
		[]accepted{{sent, sent}, {"D896E0EFFF000000", sent}, {"d8-96-e0-ef-ff-00-00-00", sent}, {"D8:96:E0:EF:FF:00:00:00", sent}},
		[]refused{
			{"", "is empty", ""}, {"d896e0eff", "has 9 hex digits", ""}, {"1", "has 1 hex digit;", ""}, {sent + "0", "has 17 hex digits", ""},
			{"d8-96:e0-ef-ff-00-00-00", "contains '-'", ""}, {"d896-e0ef-ff00-0000", "contains '-'", ""}, {"0x" + sent, "contains 'x'", sent},
			{"d896e0efffOOOOOO", "contains 'o'", sent}, {"d896e0efff00000g", "contains 'g'", ""}, {"d8-96-e0-ef-ff-00-00", "has 14 hex digits", ""},
		})
}

func TestIdentifierHasNoBlanks(t *testing.T) {
	t.Parallel()
	check(t, Identifier,
		[]accepted{{"123", "123"}, {"iot-cn-0pp1n8t****", "iot-cn-0pp1n8t****"}, {strings.Repeat("9", 128), strings.Repeat("9", 128)}},
		[]refused{
			{"", "is empty", ""}, {" 123", "blank", "123"}, {"12 3", "blank", ""}, {"123\n", "blank", "123"}, {"\u00a0", "blank", ""}, {"1\x1b[2J", "control", ""},
			{"1\u202e2", "control", ""}, {"1\xff", "not UTF-8", ""}, {strings.Repeat("9", 129), "longer than 128", ""},
		})
}
