package validate

import (
	"unicode"
	"unicode/utf8"

	"linkwanctl/internal/i18n"
)

// The shortest and the longest name, in units where a Han character counts 2.
const (
	nameMin = 4
	nameMax = 30
)

// Name takes a permission's name: Han characters, ASCII letters, digits and
// underscores, 4 to 30 long where a Han character counts 2.
func Name(value string) (string, error) {
	if value == "" {
		return refuse(value, i18n.T(empty), "")
	}
	if !utf8.ValidString(value) {
		return refuse(value, i18n.T("is not UTF-8 text"), "")
	}
	length := 0
	for _, r := range value {
		if !nameRune(r) {
			return refuse(value, i18n.T("contains '%c'; a name has only Han characters, ASCII letters, digits and _", r), suggestName(value))
		}
		length += nameWidth(r)
	}
	if length < nameMin || length > nameMax {
		return refuse(value, i18n.T("has length %d; a name has %d to %d (a Han character counts as 2)", length, nameMin, nameMax), "")
	}
	return value, nil
}

func nameRune(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || unicode.Is(unicode.Han, r)
}

func nameWidth(r rune) int {
	if unicode.Is(unicode.Han, r) {
		return 2
	}
	return 1
}

// suggestName replaces blanks, hyphens and dots with underscores.
func suggestName(value string) string {
	mended, length := make([]rune, 0, len(value)), 0
	for _, r := range value {
		if r == ' ' || r == '-' || r == '.' {
			r = '_'
		}
		if !nameRune(r) {
			return ""
		}
		mended = append(mended, r)
		length += nameWidth(r)
	}
	if length < nameMin || length > nameMax {
		return ""
	}
	return string(mended)
}
