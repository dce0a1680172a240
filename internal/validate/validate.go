// Package validate holds the rules for the parameters of Link WAN's join
// permissions, each as a pure function: a value goes in, the normalised value
// that is sent comes out, or a *text.Problem that says what is wrong with it.
//
// It does not know flags, files or requests: whoever asks adds where a value
// stood. The rules come from the reference page of
// UpdateOwnedLocalJoinPermission unless a function names another source.
package validate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"linkwanctl/internal/text"
)

// Rule is the shape of every check of one parameter: value in, normalised value
// out. A refusal is always a *text.Problem.
type Rule func(value string) (string, error)

func refuse(given, rule, suggestion string) (string, error) {
	return "", &text.Problem{Given: given, Rule: rule, Suggestion: suggestion}
}

// empty is the answer to a value that was given, but as nothing: the service
// would take it for "not given", which is never what its writer meant.
const empty = "is empty; leave it out to keep the present value"

// identifierMost is the longest ID that is sent, in bytes.
const identifierMost = 128

// Identifier takes the ID of a permission, an order or an instance: any text
// without blanks and control characters, at most 128 bytes. The service
// documents no closer form, so nothing closer is asked.
func Identifier(value string) (string, error) {
	switch {
	case value == "":
		return refuse(value, "is empty", "")
	case !utf8.ValidString(value):
		return refuse(value, "is not UTF-8 text", "")
	case strings.ContainsFunc(value, notPrinted):
		return refuse(value, "holds a blank or a control character; an ID has none", suggestTrimmed(value))
	case len(value) > identifierMost:
		return refuse(value, "is longer than 128 bytes; no ID is", "")
	}
	return value, nil
}

func notPrinted(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }

// suggestTrimmed is the ID without the blanks around it, where that mends it.
func suggestTrimmed(value string) string {
	trimmed := strings.TrimSpace(value)
	if trimmed == "" || len(trimmed) > identifierMost || strings.ContainsFunc(trimmed, notPrinted) {
		return ""
	}
	return trimmed
}
