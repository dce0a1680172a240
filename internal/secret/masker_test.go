package secret

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"
)

// marks are the characters that some encoding changes.
const marks = `%"<'\&t/+=~#;:@, .-_*()`

// spellings are the ways in which texts write each other's characters.
func spellings() map[string]func(string) string {
	inJSON := func(s string) string {
		text, _ := json.Marshal(s)
		return string(text[1 : len(text)-1])
	}
	each := func(form string) func(string) string {
		return func(s string) string {
			var all strings.Builder
			for i := range len(s) {
				if alphanumeric(rune(s[i])) {
					all.WriteByte(s[i])
				} else {
					fmt.Fprintf(&all, form, s[i])
				}
			}
			return all.String()
		}
	}
	quoted := func(s string) string { return strings.Trim(fmt.Sprintf("%q", s), `"`) }
	lower := func(s string) string { // percent forms alone: letters stay
		return each("%%%02x")(s)
	}
	twice := func(f, g func(string) string) func(string) string {
		return func(s string) string { return g(f(s)) }
	}
	return map[string]func(string) string{
		"raw": func(s string) string { return s }, "query": url.QueryEscape, "path": url.PathEscape,
		"query twice": twice(url.QueryEscape, url.QueryEscape), "query thrice": twice(url.QueryEscape, twice(url.QueryEscape, url.QueryEscape)),
		"lower-case percent": lower, "lower-case percent, escaped": twice(lower, url.QueryEscape),
		"slashes left": func(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "%2F", "/") },
		"JSON":         inJSON, "JSON of JSON": twice(inJSON, inJSON), "JSON numbers": each(`\u%04x`), "JSON numbers, upper case": each(`\u%04X`),
		"JSON with \\/": func(s string) string { return strings.ReplaceAll(inJSON(s), "/", `\/`) },
		"Go":            quoted, "Go of Go": twice(quoted, quoted), "JSON of query": twice(url.QueryEscape, inJSON),
		"HTML": html.EscapeString, "HTML numbers": each("&#%d;"), "HTML hex": each("&#x%02X;"), "HTML padded": each("&#x00%02x;"),
		"JSON of HTML": twice(html.EscapeString, inJSON), "HTML twice": twice(html.EscapeString, html.EscapeString), "hex": each(`\x%02x`),
	}
}

// A secret without a long run of letters and digits has to be known whole, in each spelling.
func TestASecretIsMaskedInEachSpelling(t *testing.T) {
	t.Parallel()
	for _, secret := range []string{"ab+/cd=%2Bef", `%2F/\` + marks + "word" + marks, "a&amp;b&lt;c", `\u0041\\n"x`, "/+/+/+/+", "pass word+1"} {
		var m Masker
		m.Add(secret)
		for name, spell := range spellings() {
			text := "before " + spell(secret) + " after"
			if got := m.Mask(text); got != "before "+Hidden+" after" {
				t.Errorf("%s of %q: %q shows as %q", name, secret, text, got)
			}
		}
	}
}

func TestHTMLNamesAreSpellings(t *testing.T) {
	t.Parallel()
	var m Masker
	m.Add("ab+/=cd")
	for _, text := range []string{"ab&plus;&sol;&equals;cd", "ab&#43;&#047;&#X3d;cd", `ab\u0026plus;\/&equals;cd`, "ab&amp;plus;/=cd"} {
		if got := m.Mask(text); got != Hidden {
			t.Errorf("%q shows as %q", text, got)
		}
	}
}

// Whatever is done to what is around them, 8 letters and digits in a row are hidden.
func TestLongRunsAreMaskedWhateverIsAroundThem(t *testing.T) {
	t.Parallel()
	var m Masker
	m.Add("CAIS1abcdefg/h2+ijklmnop34==", "0123456789abcdef0123456789abcdef")
	for text, want := range map[string]string{
		"CAIS1abcdefg\nh2\nijklmnop34":         "***\nh2\n***",
		"xCAIS1abcdefg|":                       "x***|",
		"CAIS1abcdefg&bsol;h2 + ijklmnop34 ==": "***&bsol;h2 + *** ==",
		"0123456789abcdef0123456789abcdef":     "***",
		"0123456789abcdef":                     "***",
		"the key CAIS1abcde…":                  "the key ***…",
		"the key CAIS1ab…":                     "the key CAIS1ab…",
		"23456789abcdef0 7abcdefgh 7abcdefg":   "*** 7abcdefgh 7abcdefg",
		"is1abcde-ijklmno-jklmnop3":            "***-ijklmno-***",
	} {
		if got := m.Mask(text); got != want {
			t.Errorf("%q shows as %q, want %q", text, got, want)
		}
	}
	for data, want := range map[string]string{
		`"23456789abcdef012"`: `"***"`, `"23456789abcdef0"`: `"23456789abcdef0"`, `"89abcdef89abcdef"`: `"89abcdef89abcdef"`, `"cais1abcdefg"`: `"***"`,
	} {
		if got := m.MaskData(data); got != want {
			t.Errorf("%s shows as %s, want %s", data, got, want)
		}
	}
}

// A header's name loses its capital letters on its way, and a signature in hex is the same in them.
func TestASecretIsMaskedInCapitalAndSmallLetters(t *testing.T) {
	t.Parallel()
	var m Masker
	m.Add("CAIS1abcdefg/h2+Ijklmnop34==", "0123abcd", "Sh/Ort+")
	for _, text := range []string{
		"cais1abcdefg/h2+ijklmnop34==", "CAIS1ABCDEFG%2fH2%2BIJKLMNOP34%3D%3d", "X-Cais1abcdefg", "0123ABCD", "sh/ort+", "SH%2FORT&#x2B;",
	} {
		if got := m.Mask(text); strings.TrimPrefix(got, "X-") != Hidden {
			t.Errorf("%q shows as %q", text, got)
		}
	}
	if got := m.MaskData(`{"a":"CAIS1ABCDEFG/H2+IJKLMNOP34=="}`); got != `{"a":"***"}` {
		t.Errorf("data shows as %s", got)
	}
}

// Nobody has to escape a letter, but everybody who reads the text takes the escape for it.
func TestEscapedLettersAreLetters(t *testing.T) {
	t.Parallel()
	var m Masker
	const secret = "CAIS1abcdefg/h2+ijklmnop34=="
	m.Add(secret)
	for name, form := range map[string]string{"JSON": `\u%04x`, "JSON of JSON": `\\u%04X`, "Go": `\x%02x`, "URL": "%%%02x", "URL twice": "%%25%02X", "HTML": "&#%d;", "HTML hex": "&#x0%x;", "HTML twice": "&amp;#%d;", "HTML in JSON": `\u0026#%d;`} {
		var all strings.Builder
		for i := range len(secret) {
			fmt.Fprintf(&all, form, secret[i])
		}
		if got := m.Mask("a " + all.String()); got != "a "+Hidden {
			t.Errorf("%s: %q shows as %q", name, all.String(), got)
		}
		if got := m.MaskData(`{"a":"b ` + all.String() + `"}`); got != `{"a":"b ***"}` {
			t.Errorf("%s: data shows as %s", name, got)
		}
	}
	for data, want := range map[string]string{
		`{"a":"\u0043AIS1abcdef\u0067/h2\u002bijklmnop\u00334=="}`: `{"a":"***"}`,
		`{"a":"\\u0043AIS1abc","b":"%43","c":"\u0041"}`:            `{"a":"\\u0043AIS1abc","b":"%43","c":"\u0041"}`,
	} {
		if got := m.MaskData(data); got != want {
			t.Errorf("%s shows as %s", data, got)
		}
	}
	if got := m.Mask(`50%41 &#65; \u0041`); got != `50%41 &#65; \u0041` {
		t.Errorf("shows as %q", got)
	}
}

func TestWordsAreLeftAlone(t *testing.T) {
	t.Parallel()
	var m Masker
	m.Add("", "the", "test-key-id", "sandbox-owner")
	const text = `the Sandbox of test/key/id says {"JoinPermissionId":"123","Owner":"sandbox"}`
	if got := m.Mask(text); got != text {
		t.Errorf("shows as %q", got)
	}
	if got := m.MaskData("test-key-id sandbox-owner"); got != "test-key-id sandbox-owner" {
		t.Errorf("data shows as %q", got)
	}
	m.Add("sandbox-owner-secret")
	if got := m.MaskData(`{"a":"sandbox-owner-secret"}`); got != `{"a":"***"}` {
		t.Errorf("data shows as %q", got)
	}
}

func TestTheUserOfAProxyIsMasked(t *testing.T) {
	t.Parallel()
	var m Masker
	m.AddUser(nil)
	m.AddUser(url.UserPassword("proxy", `p@ss/w:rd`))
	m.AddUser(url.UserPassword("some-long-user", "x"))
	for _, text := range []string{
		`p@ss/w:rd`, `p%40ss%2Fw%3ard`, `proxy:p%40ss%2Fw%3Ard`, base64.StdEncoding.EncodeToString([]byte(`proxy:p@ss/w:rd`)),
		base64.RawURLEncoding.EncodeToString([]byte(`proxy:p@ss/w:rd`)), "some-long-user",
	} {
		if got := m.Mask("malformed: " + text); strings.Contains(got, "ss") || !strings.Contains(got, Hidden) || strings.Contains(got, text) {
			t.Errorf("%q shows as %q", text, got)
		}
	}
	if got := m.Mask("proxyconnect tcp"); got != "proxyconnect tcp" {
		t.Errorf("a word shows as %q", got)
	}
}

// No text makes the search long: each place is looked at once for each character of a secret.
func TestAMaliciousTextIsMaskedInTime(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("huge inputs take long under the race detector")
	}
	var m Masker
	m.Add(strings.Repeat(`\`, 40)+"%%%%"+strings.Repeat("&", 40)+"x", strings.Repeat("a-", 40)+"b")
	for _, text := range []string{strings.Repeat(`\`, 5_000), strings.Repeat("%25", 2_000), strings.Repeat("&amp;", 1_000), strings.Repeat("a-", 20_000)} {
		if got := m.Mask(text + "x"); got != text+"x" {
			t.Errorf("%.10q shows as %.20q", text, got)
		}
	}
}

// FuzzMask holds that nothing panics, that a secret is not left standing, and that a text without one
// stays what it is.
func FuzzMask(f *testing.F) {
	for _, seed := range []string{"", "secret", `\u003d`, "%25%32", "&#x;&#;&;", `\`, "%", "&amp;amp;", "\xff\x00%f"} {
		f.Add("secret/with=8+abcdefgh", seed)
		f.Add(seed, "a "+seed)
	}
	f.Fuzz(func(t *testing.T, secret, text string) {
		var m Masker
		m.Add(secret)
		got := m.Mask(text + secret)
		if len(secret) >= shortest && !strings.Contains(Hidden, secret) && !strings.Contains(secret, "*") && strings.Contains(got, secret) {
			t.Errorf("%q in %q", secret, got)
		}
		if m.known == nil && got != text+secret {
			t.Errorf("%q was changed to %q", text+secret, got)
		}
	})
}
