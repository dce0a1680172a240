package plan

import (
	"encoding/json"
	"testing"
)

func TestEscapedKeepsTheValueAndShowsWhatIsHidden(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		`"凭证1 é"`: `"凭证1 é"`, "\"a\u202eb\"": `"a\u202eb"`, "\"a\U000e0041b\"": `"a\udb40\udc41b"`,
		"\"凭\U000e0100\U000e01ef证\"": `"凭\udb40\udd00\udb40\uddef证"`, "\"a\ufe00b\"": `"a\ufe00b"`,
	} {
		got := escaped([]byte(given))
		if string(got) != want {
			t.Errorf("%q is written %s, want %s", given, got, want)
		}
		var before, after string
		if json.Unmarshal([]byte(given), &before) != nil || json.Unmarshal(got, &after) != nil || before != after {
			t.Errorf("%q is read back as %q", before, after)
		}
	}
}
