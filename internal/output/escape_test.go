package output

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestEscapeShowsWhatATerminalWouldActOn(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"":                       "",
		"plain text, 100%":       "plain text, 100%",
		"a\nb\tc\rd":             `a\nb\tc\rd`,
		"\x00\x07\x1b[31m\x7f":   `\x00\x07\x1b[31m\x7f`,
		"\u0085\u009b31m":        `\u0085\u009b31m`,
		"\u200e\u200f\u061c":     `\u200e\u200f\u061c`,
		"\u202a\u202e\u202c":     `\u202a\u202e\u202c`,
		"\u2066\u2069":           `\u2066\u2069`,
		"a\u200bb\u2060c\ufeffd": `a\u200bb\u2060c\ufeffd`,
		"\u2028\u2029":           `\u2028\u2029`,
		"soft\u00adhyphen":       `soft\u00adhyphen`,
		"hangul\u3164filler":     `hangul\u3164filler`,
		"tag\U000e0041":          `tag\U000e0041`,
		"凭\U000e0100\U000e01ef证": `凭\U000e0100\U000e01ef证`,
		"a\ufe00\ufe0db":         `a\ufe00\ufe0db`,
		"a\u180b\u180fb":         `a\u180b\u180fb`,
		"\xff\xfeok\xc3":         `\xff\xfeok\xc3`,
		"replaced\ufffd":         "replaced\ufffd",
		`C:\name`:                `C:\name`,
	} {
		if got := Escape(given); got != want {
			t.Errorf("Escape(%q) = %s, want %s", given, got, want)
		}
	}
}

func TestEscapeLeavesWritingsAlone(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"凭证1", "冷链网关　库", "𠮷野家", "café", "e\u0301", "العربية", "😀", "❤\ufe0f", "❤\ufe0e", "→ – …", "\u00a0"} {
		if got := Escape(s); got != s {
			t.Errorf("Escape(%q) = %q, want it unchanged", s, got)
		}
	}
}

func TestLinesKeepsLineBreaksOnly(t *testing.T) {
	t.Parallel()
	if got, want := string(lines("a\tb\r\n\n凭证\x1b[2J\n")), "a\\tb\n\n凭证\\x1b[2J\n"; got != want {
		t.Errorf("lines = %q, want %q", got, want)
	}
}

func FuzzEscapeLeavesNothingHarmful(f *testing.F) {
	for _, s := range []string{"", "凭证1", "\x1b]0;title\x07", "\u202eabc", "\xe2\x80", "a\U000e0041", "a\U000e0100\U000e01ef\ufe00", "\ufffd\xff",
		"\x1b]52;c;AA\x1b\\", "\u009b31m\u009d\u0085", "\x9b31m", "\u2066\u2069\u061c", "\u200b\u2060\ufeff\u3164", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\x80", "\b\x7f\r", "\u2028\ufff9"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Escape(s)
		if !utf8.ValidString(got) {
			t.Fatalf("Escape(%q) = %q is not UTF-8", s, got)
		}
		// Told apart from the code's own rule on purpose: category by category.
		for _, r := range got {
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || unicode.Is(unicode.Cf, r) ||
				r == '\u2028' || r == '\u2029' || r >= 0xe0000 && r <= 0xe0fff {
				t.Fatalf("Escape(%q) = %q holds %U", s, got, r)
			}
		}
		if again := Escape(got); again != got {
			t.Fatalf("Escape(Escape(%q)) = %q, want %q", s, again, got)
		}
		if clean := !strings.ContainsRune(s, utf8.RuneError) && !strings.ContainsFunc(s, harmful); clean && got != s {
			t.Fatalf("Escape(%q) = %q, want it unchanged", s, got)
		}
	})
}
