package validate

import (
	"strings"
	"testing"
)

func TestHexPayloadIsAtMost51Bytes(t *testing.T) {
	t.Parallel()
	longest := strings.Repeat("0a", 51)
	check(t, HexPayload,
		[]accepted{{"0A", "0a"}, {"0a1b2c", "0a1b2c"}, {longest, longest}},
		[]refused{
			{"", "is empty", ""}, {"0", "two for each byte", ""}, {"0x0A", "two for each byte", "0a"}, {"0a:1b", "two for each byte", "0a1b"},
			{"xyz", "two for each byte", ""}, {longest + "0a", "has 52 bytes; a payload has at most 51", ""}, {"0x" + longest + "0a", "two for each byte", ""},
		})
}

func TestBase64PayloadBecomesHex(t *testing.T) {
	t.Parallel()
	check(t, Base64Payload,
		[]accepted{{"Chss", "0a1b2c"}, {"Cg==", "0a"}},
		[]refused{{"", "is empty", ""}, {"Cg", "must be Base64", ""}, {"!", "must be Base64", ""}, {strings.Repeat("AAAA", 18), "has 54 bytes", ""}})
}

func TestPortsAndIDsAreWholeNumbers(t *testing.T) {
	t.Parallel()
	check(t, FPort, []accepted{{"1", "1"}, {"223", "223"}}, []refused{{"", "from 1 to 223", ""}, {"0", "from 1 to 223", ""}, {"224", "from 1 to 223", ""}, {"1.5", "from 1 to 223", ""}})
	check(t, Retries, []accepted{{"0", "0"}}, []refused{{"-1", "from 0 to 255", ""}})
	check(t, NotificationID, []accepted{{"701", "701"}}, []refused{{"", "is empty", ""}, {"x", "whole number", ""}, {"007", "whole number", ""}, {"-1", "whole number", ""}})
}

func TestEUIsAreNamedInRefusals(t *testing.T) {
	t.Parallel()
	check(t, GwEUI,
		[]accepted{{"D8:96:E0:FF:FF:00:00:01", "d896e0ffff000001"}},
		[]refused{{"", "is empty", ""}, {"1", "has 1 hex digit; a GwEUI has 16", ""}, {"roof", "contains 'r'; a GwEUI has 16", ""}})
	check(t, DevEUI, []accepted{{"feed00007b000001", "feed00007b000001"}}, []refused{{"feed", "has 4 hex digits; a DevEUI has 16", ""}})
}

func FuzzHexPayload(f *testing.F) { fuzzRule(f, HexPayload, "0a", "0x0A", "0a 1b") }
func FuzzFPort(f *testing.F)      { fuzzRule(f, FPort, "1", "007") }
