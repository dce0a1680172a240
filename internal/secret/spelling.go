package secret

import (
	"html"
	"slices"
	"strings"
)

// spelled gives the end of the longest spelling of the secret, which is in small letters, that
// begins at a byte of the text, 0 where none does. Every place that the spelling may have reached
// is followed at once, so that no text makes it try one way after the other.
func spelled(text string, at int, secret string) (end int) {
	var room [4]int
	reached := append(room[:0], at)
	for i := range len(secret) {
		c := secret[i]
		if alphanumeric(rune(c)) {
			reached = slices.DeleteFunc(reached, func(at int) bool { return at >= len(text) || lower(text[at]) != c })
			for j := range reached {
				reached[j]++
			}
		} else {
			reached = after(text, reached, c)
		}
		if len(reached) == 0 {
			return 0
		}
	}
	return slices.Max(reached)
}

// mostPlaces bounds the work on a text that is made to have many readings; a real one has two or
// three.
const mostPlaces = 16

// after gives the places behind each spelling of a character at each of the places.
func after(text string, places []int, c byte) []int {
	var behind []int
	for _, at := range places {
		for _, width := range append(plain(text[at:], c), entities(text[at:], c)...) {
			if len(behind) < mostPlaces && !slices.Contains(behind, at+width) {
				behind = append(behind, at+width)
			}
		}
	}
	return behind
}

// plain gives the widths of a character's spellings at the start of a text: itself, with
// backslashes, and percent-encoded, once or more. A form writes a blank as a plus.
func plain(text string, c byte) []int {
	if text == "" {
		return nil
	}
	var widths []int
	if text[0] == c {
		widths = append(widths, 1)
	}
	switch text[0] {
	case '\\':
		widths = append(widths, backslashed(text, c)...)
	case '%':
		widths = append(widths, percented(text, c)...)
	}
	if c == ' ' {
		widths = append(widths, plain(text, '+')...)
	}
	return widths
}

// percented reads percent-encoding, also of what was encoded before: "%25" is a percent sign.
func percented(text string, c byte) []int {
	var widths []int
	for at := 1; at+2 <= len(text); at += 2 {
		if hasCode(text[at:], c) {
			widths = append(widths, at+2)
		}
		if text[at:at+2] != "25" {
			break
		}
	}
	return widths
}

// backslashed reads what JSON, Go and shells write with a backslash, and with more of them where
// such a text was quoted again.
func backslashed(text string, c byte) []int {
	slashes := 1
	for slashes < mostPlaces && slashes < len(text) && text[slashes] == '\\' {
		slashes++
	}
	rest := text[slashes:]
	switch {
	case len(rest) >= 5 && rest[0] == 'u' && rest[1:3] == "00" && hasCode(rest[3:], c):
		return []int{slashes + 5}
	case len(rest) >= 3 && rest[0] == 'x' && hasCode(rest[1:], c):
		return []int{slashes + 3}
	case c == '\\':
		return []int{min(slashes, 2), min(slashes, 4)}
	case rest != "" && rest[0] == c:
		return []int{slashes + 1}
	}
	return nil
}

// hasCode reports whether a text begins with a character's two hex digits.
func hasCode(text string, c byte) bool {
	const digits = "0123456789abcdef"
	return len(text) >= 2 && text[0]|0x20 == digits[c>>4]|0x20 && text[1]|0x20 == digits[c&15]|0x20
}

// longestEntity bounds the name or number of an HTML entity, in bytes.
const longestEntity = 12

// entities gives the widths of a character's HTML entities at the start of a text; the ampersand
// may be spelled in another way, or be an entity itself.
func entities(text string, c byte) []int {
	var widths []int
	for _, at := range plain(text, '&') {
		for {
			end := strings.IndexByte(text[at:min(at+longestEntity, len(text))], ';') + 1
			if end > 0 && html.UnescapeString("&"+text[at:at+end]) == string(rune(c)) {
				widths = append(widths, at+end)
			}
			if !strings.HasPrefix(text[at:], "amp;") {
				break
			}
			at += len("amp;")
		}
	}
	return widths
}
