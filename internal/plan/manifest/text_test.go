package manifest

import (
	"errors"
	"strings"
	"testing"
)

const gbkNames = "id,name\r\n1,\xc6\xbe\xd6\xa41\r\n2,\xc0\xe4\xc1\xb4\xcd\xf8\xb9\xd8\r\n" // 凭证1, 冷链网关

func TestGBKIsReadWhereItIsAskedFor(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		gbkNames:                         "1|: JoinPermissionName=凭证1 \n2|: JoinPermissionName=冷链网关 \n",
		"id,name\n1,\xc6\xbe\xd6\xa41\n": "1|: JoinPermissionName=凭证1 \n", // such GBK is valid UTF-8
		"id,name\n1,\xd6\xa4\xd6\xa4\n":  "1|: JoinPermissionName=证证 \n",
		"\ufeffid,name\n1,凭证1\n":         "1|: JoinPermissionName=凭证1 \n", // the mark says that it is UTF-8
	} {
		rows, err := read("a.csv", text, Options{Encoding: "GBK"})
		if err != nil || show(rows) != want {
			t.Errorf("%q: got %v, %v", text, show(rows), err)
		}
	}
}

func TestTextThatIsNotUTF8IsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, encoding, want string
		maybeGBK             bool
	}{
		{gbkNames, "", "a.csv:3:3 is not UTF-8 text", true},
		{gbkNames, "utf-8", "a.csv:3:3 is not UTF-8 text", false},
		{"\ufeff" + gbkNames, "", "a.csv:3:3 is not UTF-8 text", false},
		{"id,name\n1,\xc6\xbe\xd6\xa41\n", "", "name \"ƾ֤1\" contains 'ƾ'", true}, // 凭证1 in GBK is valid UTF-8
		{"id,name\n1,凭\"证\n", "", "a.csv:2:4 is not valid CSV", false},
		{"id,name\n1,冷链\n2,ab\xe7\xbd\n", "", "a.csv:3:5 is not UTF-8 text", true},
		{"id,name\n1,冷\xff\n", "", "a.csv:2:4 is not UTF-8 text", true},
		{"id,name\n1,\xff\xff\n", "gbk", "a.csv:2:3 is not GBK text", false},
		{"id,name\n1,\x01\n", "gbk", "a.csv:2:3 is the control character U+0001", false},
		{"\xff\xfei\x00d\x00", "", "a.csv is UTF-16: save it as UTF-8", false},
		{"id,name\n1,a-b\n", "", "contains '-'", false},
	} {
		_, err := read("a.csv", c.text, Options{Encoding: c.encoding})
		var e *Error
		if !errors.As(err, &e) || !strings.Contains(err.Error(), c.want) || e.MaybeGBK != c.maybeGBK {
			t.Errorf("%q: got %v, want %s, maybe GBK: %t", c.text, err, c.want, c.maybeGBK)
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
	r := newReading(Options{})
	for given, want := range map[string]string{
		"rxDelays": "rxDelay", "rx_delay": "rxDelay", "JoinPermissionName": "name", "Band": "freqBandPlanGroupId", "class": "classMode", "naem": "name",
		"eanbled": "enabled", "owner": "", "": "", "凭证": "", strings.Repeat("name", 99): "",
	} {
		if got := r.nearest(given); got != want {
			t.Errorf("%q: got %q, want %q", given, got, want)
		}
	}
}
