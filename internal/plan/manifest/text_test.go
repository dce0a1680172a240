package manifest

import (
	"strings"
	"testing"
)

const gbkNames = "id,name\r\n1,\xc6\xbe\xd6\xa41\r\n2,\xc0\xe4\xc1\xb4\xcd\xf8\xb9\xd8\r\n" // 凭证1, 冷链网关

func TestGBKIsDetectedOrAskedFor(t *testing.T) {
	t.Parallel()
	for _, encoding := range []string{"", "gbk"} {
		rows, err := read("a.csv", gbkNames, Options{Encoding: encoding})
		if err != nil || show(rows) != "1|: JoinPermissionName=凭证1 \n2|: JoinPermissionName=冷链网关 \n" {
			t.Errorf("%q: got %v, %v", encoding, show(rows), err)
		}
	}
	// Such GBK is valid UTF-8.
	if rows, err := read("a.csv", "id,name\n1,\xc6\xbe\xd6\xa41\n", Options{}); err != nil || show(rows) != "1|: JoinPermissionName=凭证1 \n" {
		t.Errorf("got %v, %v", show(rows), err)
	}
	if rows, err := read("a.csv", "id,name\n1,\xd6\xa4\xd6\xa4\n", Options{Encoding: "gbk"}); err != nil || show(rows) != "1|: JoinPermissionName=证证 \n" {
		t.Errorf("got %v, %v", show(rows), err)
	}
}

func TestBrokenTextIsNotGuessed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, encoding, want string }{
		{gbkNames, "utf-8", "a.csv:3:3 is not text in UTF-8"},
		{"\ufeff" + gbkNames, "", "a.csv:3:3 is not text in UTF-8"},
		{"id,name\n1,冷链\n2,ab\xe7\xbd\n", "", "a.csv:3:5 is not text in UTF-8"}, // good GBK of other Han, yet UTF-8 with a slip
		{"id,name\n1,caf\xe9\n", "", "a.csv:2:6 is not text in UTF-8"},
		{"id,name\n1,caf\xe9s\n", "", "a.csv:2:6 is not text in UTF-8"},
		{"id,name\n1,\xff\xff\n", "gbk", "a.csv:2:3 is not text in GBK"},
		{"\xff\xfei\x00d\x00", "", "a.csv is UTF-16: save it as UTF-8"},
		{"id,name\n1,café\n", "", "holds 'é'"},
	} {
		_, err := read("a.csv", c.text, Options{Encoding: c.encoding})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v, want %s", c.text, err, c.want)
		}
	}
}

func TestCellsOfSpreadsheetsComeBack(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"=1+1": "'=1+1", "-5": "'-5", "＋a": "'＋a", "00123": "'00123", "1234567890123456": "'1234567890123456", "1e5": "'1e5", "1.E+5": "'1.E+5",
		"'=1": "''=1", "'": "''", "'a": "''a", "": "", "0": "0", "123": "123", "123456789012345": "123456789012345", "1ea": "1ea", "1_0": "1_0", "e5": "e5", "凭证1": "凭证1",
	} {
		if got := guarded(value); got != want || unguarded(got) != value {
			t.Errorf("%q: stands as %q and is read as %q, want %q", value, got, unguarded(got), want)
		}
	}
}

func TestNearestKeyIsSuggested(t *testing.T) {
	t.Parallel()
	columns := newReading().columns
	for given, want := range map[string]string{
		"rxDelays": "rxDelay", "rx_delay": "rxDelay", "JoinPermissionName": "name", "Band": "freqBandPlanGroupId", "class": "classMode", "naem": "name",
		"eanbled": "enabled", "owner": "", "": "", "凭证": "", strings.Repeat("name", 99): "",
	} {
		if got := nearest(given, columns); got != want {
			t.Errorf("%q: got %q, want %q", given, got, want)
		}
	}
}
