package api

import (
	"linkwanctl/internal/i18n"
)

// The most that an answer may contain. The service's answers have five levels, and a page of a
// hundred permissions some three thousand values; an answer that decodes to hundreds of times its
// size, or prints as nothing but indentation, is not one of them.
const (
	mostLevels = 32
	mostValues = 50_000
)

var (
	errTooDeep = i18n.Errorf("the response is nested too deeply")
	errTooMany = i18n.Errorf("the response has too many values")
)

// measure checks JSON, valid or not, against these limits before it is decoded.
func measure(body []byte) error {
	depth, values, isText := 0, 0, false
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case isText && c == '\\':
			i++
		case c == '"':
			isText = !isText
		case isText:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		case c == ',':
			values++
		}
		switch {
		case depth > mostLevels:
			return errTooDeep
		case values > mostValues:
			return errTooMany
		}
	}
	return nil
}
