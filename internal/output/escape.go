package output

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Escape shows s on one line of a terminal without harm: control characters (C0, DEL, C1), line and
// paragraph separators, everything that changes the direction of text or cannot be seen (Unicode's
// Cf and default ignorable characters), and bytes that are not UTF-8, become visible escapes in the
// manner of Go: \n, \x1b, \u202e, \xff. Han text and emoji stay, though an emoji that joins others
// by U+200D is shown as its parts. A backslash stays as it is, so that paths can be read: Escape is
// for people and cannot be undone. Escaping twice changes nothing more.
func Escape(s string) string {
	if utf8.ValidString(s) && !strings.ContainsFunc(s, harmful) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if harmful(r) || r == utf8.RuneError && size == 1 {
			b.WriteString(escapeRune(r, s[0]))
		} else {
			b.WriteString(s[:size])
		}
		s = s[size:]
	}
	return b.String()
}

// harmful reports whether a terminal could act on r, or a reader not see it. Han fillers and the
// like are letters to Unicode, yet as invisible as the Cf: the default ignorable ones are harmful
// for that reason. So are variation selectors, of which there are enough to spell a hidden text;
// the two that emoji need stay.
func harmful(r rune) bool {
	const textStyle, emojiStyle = 0xfe0e, 0xfe0f
	if r >= ' ' && r < 0x7f || r == textStyle || r == emojiStyle {
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp,
		unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// escapeRune shows r, or the byte first where r is what invalid UTF-8 decodes to.
func escapeRune(r rune, first byte) string {
	switch {
	case r == '\n':
		return `\n`
	case r == '\t':
		return `\t`
	case r == '\r':
		return `\r`
	case r == utf8.RuneError || r < utf8.RuneSelf:
		return fmt.Sprintf(`\x%02x`, first)
	case r > 0xffff:
		return fmt.Sprintf(`\U%08x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}

// lines escapes a text of several lines, keeps its line breaks and ends it with one.
func lines(s string) []byte {
	var b []byte
	for line := range strings.SplitSeq(strings.TrimSuffix(s, "\n"), "\n") {
		b = append(b, Escape(strings.TrimSuffix(line, "\r"))...)
		b = append(b, '\n')
	}
	return b
}
