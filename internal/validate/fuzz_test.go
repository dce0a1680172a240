package validate

import (
	"errors"
	"strings"
	"testing"

	"linkwanctl/internal/text"
)

// fuzzRule holds one rule to what its callers rely on: it never panics, what it
// gives passes it again unchanged, and what it suggests it accepts.
func fuzzRule(f *testing.F, rule Rule, seeds ...string) {
	for _, seed := range append(seeds, "", " ", "\x00", "ab-\xff", "凭证", "٣",
		"\x1b[31m", "\u009b\x9b", "1\u202e2", "1\u200b", "\u3164\U000e0041", "1\r", "1\b1", "\ud7ff\xed\xa0\x80", strings.Repeat("9", 400), strings.Repeat("a", 400), "1e999999", "１２") {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		sent, err := rule(value)
		var p *text.Problem
		if errors.As(err, &p) {
			if p.Suggestion == "" {
				return
			}
			if _, err := rule(p.Suggestion); err != nil {
				t.Errorf("%q is suggested for %q and refused: %v", p.Suggestion, value, err)
			}
			return
		}
		if again, err := rule(sent); err != nil || again != sent {
			t.Errorf("%q becomes %q and then %q, %v", value, sent, again, err)
		}
	})
}

func FuzzClassMode(f *testing.F)  { fuzzRule(f, ClassMode, "A", "b", "Class A", "class_c") }
func FuzzName(f *testing.F)       { fuzzRule(f, Name, "凭证1", "a-b.c d", "abc") }
func FuzzRxDelay(f *testing.F)    { fuzzRule(f, RxDelay, "3", "03s", "3000ms", "99999999999999999999s") }
func FuzzDataRate(f *testing.F)   { fuzzRule(f, DataRate, "0", "SF8", "sf12", "DR5") }
func FuzzJoinEUI(f *testing.F)    { fuzzRule(f, JoinEUI, "D8-96-E0-EF-FF-00-00-00", "0xd896e0efff000000") }
func FuzzIdentifier(f *testing.F) { fuzzRule(f, Identifier, "123", " 123", "iot-cn-0pp1n8t****") }
func FuzzFreqBandPlanGroupID(f *testing.F) {
	fuzzRule(f, FreqBandPlanGroupID, "101", "0201", "9223372036854775808")
}
func FuzzBool(f *testing.F)        { fuzzRule(f, Bool, "true", "YES", "0") }
func FuzzFragment(f *testing.F)    { fuzzRule(f, Fragment, "some user") }
func FuzzEUIFragment(f *testing.F) { fuzzRule(f, EUIFragment, "d8-96", "-") }
