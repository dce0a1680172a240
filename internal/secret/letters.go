package secret

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// small returns a text with its ASCII letters in lower case, byte for byte the same length.
func small(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return 'A' <= r && r <= 'Z' }) {
		return text
	}
	folded := []byte(text)
	for i, c := range folded {
		folded[i] = lower(c)
	}
	return string(folded)
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c | 0x20
	}
	return c
}

// No encoder needs to escape a letter or a digit, but every reader decodes such an escape.
var (
	escapes = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:&|\\+u0026)(?:amp;)*#(?:[xX]0*([0-9a-fA-F]{2})|0*([0-9]{2,3}));|\\+(?:u00|x)([0-9a-fA-F]{2})|%(?:25)*([0-9a-fA-F]{2})`)
	})
	escapesOfJSON = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\\\\|\\u00([0-9a-fA-F]{2})`) })
)

// plainLetters writes letters and digits plainly that JSON, Go, URLs or HTML escaped, once or more.
func plainLetters(text string) string {
	if !strings.ContainsAny(text, `\%&`) {
		return text
	}
	return plainly(text, escapes())
}

// plainLettersOfJSON does the same for JSON, which means the same afterwards.
func plainLettersOfJSON(data string) string {
	if !strings.Contains(data, `\u00`) {
		return data
	}
	return plainly(data, escapesOfJSON())
}

// plainly replaces the escapes whose one submatch is a letter's or a digit's code: in hex, but for
// the second.
func plainly(text string, escapes *regexp.Regexp) string {
	return escapes.ReplaceAllStringFunc(text, func(escape string) string {
		for i, code := range escapes.FindStringSubmatch(escape)[1:] {
			base := 16
			if i == 1 {
				base = 10
			}
			if letter, err := strconv.ParseUint(code, base, 7); err == nil && alphanumeric(rune(letter)) {
				return string(rune(letter))
			}
		}
		return escape
	})
}
