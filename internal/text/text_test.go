package text

import (
	"strings"
	"testing"

	"linkwanctl/internal/i18n"
)

func TestProblemIsASentence(t *testing.T) {
	t.Parallel()
	for want, p := range map[string]Problem{
		"--class-mode D must be A, B or C":                     {Where: "--class-mode", Given: "D", Rule: i18n.Raw("must be A, B or C")},
		"a.yaml:3:1 is not a key of a row: did you mean name?": {Where: "a.yaml:3:1", Rule: i18n.Raw("is not a key of a row"), Suggestion: "name"},
		"is missing": {Rule: i18n.Raw("is missing")},
		"yes must be true or false: did you mean true?": {Given: "yes", Rule: i18n.Raw("must be true or false"), Suggestion: "true"},
	} {
		if got := p.String(); got != want || (&p).Error() != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestCutGivesWholeCharacters(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		most int
		want string
	}{{"", 3, ""}, {"abc", 3, "abc"}, {"abcd", 3, "ab…"}, {"入网凭证", 3, "入网…"}, {"入网凭证", 4, "入网凭证"}, {"ab", 1, "…"}, {"\xff\xff\xff", 2, "\xff…"}} {
		if got := Cut(c.text, c.most); got != c.want {
			t.Errorf("%q cut to %d: got %q, want %q", c.text, c.most, got, c.want)
		}
	}
}

func TestNearestAcceptsOneTypingMistake(t *testing.T) {
	t.Parallel()
	candidates := []string{"table", "json", "iot-instance-id", "cn-hangzhou", "p", "凭证"}
	for given, want := range map[string]string{
		"tabel": "table", "jsn": "json", "jsonn": "json", "IotInstanceId": "iot-instance-id", "iot_instance_id": "iot-instance-id", "instance": "iot-instance-id",
		"hangzhou": "cn-hangzhou", "证凭": "凭证", "链网": "", "xml": "", "": "", "---": "", "tbl": "", "q": "", "P": "p", strings.Repeat("table", 100): "",
	} {
		if got := Nearest(given, candidates); got != want {
			t.Errorf("%q: got %q, want %q", given, got, want)
		}
	}
}

func TestNearestFlagIsFound(t *testing.T) {
	t.Parallel()
	flags := []string{"class-mode", "data-rate", "id", "join-eui", "name"}
	for given, want := range map[string]string{"clas-mode": "class-mode", "data_rate": "data-rate", "joineui": "join-eui", "frequency": "", "nam": "name"} {
		if got := Nearest(given, flags); got != want {
			t.Errorf("%q: got %q, want %q", given, got, want)
		}
	}
}

func TestDistanceCountsASwapOnce(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		d    int
	}{{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"ab", "ba", 1}, {"abcd", "acbd", 1}, {"kitten", "sitting", 3}, {"凭证", "证凭", 1}} {
		if got := distance([]rune(c.a), []rune(c.b)); got != c.d {
			t.Errorf("%q %q: got %d, want %d", c.a, c.b, got, c.d)
		}
	}
}

func TestLoopbackHosts(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]bool{
		"localhost": true, "LocalHost": true, "127.0.0.1": true, "127.9.9.9": true, "::1": true,
		"": false, "localhost.example": false, "127.0.0.1.example": false, "10.0.0.1": false, "::": false, "[::1]": false, "127.0.0.1:80": false,
	} {
		if IsLoopback(host) != want {
			t.Errorf("%q: %v", host, !want)
		}
	}
}
