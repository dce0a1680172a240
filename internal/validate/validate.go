// Package validate has the rules for the parameters of Link WAN's join permissions, each as a pure
// function: it takes a value and returns the normalised value that is sent, or a *text.Problem that
// says what is wrong with it.
//
// It does not know flags, files or requests: the caller adds where the value came from. The rules
// come from the reference page of UpdateOwnedLocalJoinPermission unless a function names another
// source.
package validate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// Rule is the shape of every check of one parameter: value in, normalised value
// out. A refusal is always a *text.Problem.
type Rule func(value string) (string, error)

func refuse(given string, rule i18n.Text, suggestion string) (string, error) {
	return "", &text.Problem{Given: given, Rule: rule, Suggestion: suggestion}
}

// empty is the problem of a value that is given and empty: the service would treat it as not given,
// which is never what its writer meant.
const empty = "is empty; leave it out to keep the current value"

// identifierMost is the longest ID that is sent, in bytes.
const identifierMost = 128

// Identifier takes the ID of a permission, an order or an instance: any text without blanks and
// control characters, at most 128 bytes. The service documents no stricter format, so none is
// required.
func Identifier(value string) (string, error) {
	switch {
	case value == "":
		return refuse(value, i18n.T("is empty"), "")
	case !utf8.ValidString(value):
		return refuse(value, i18n.T("is not UTF-8 text"), "")
	case strings.ContainsFunc(value, notPrinted):
		return refuse(value, i18n.T("contains a blank or a control character"), suggestTrimmed(value))
	case len(value) > identifierMost:
		return refuse(value, i18n.T("is longer than 128 bytes"), "")
	}
	return value, nil
}

func notPrinted(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }

// suggestTrimmed is the ID without the blanks around it, if that is valid.
func suggestTrimmed(value string) string {
	trimmed := strings.TrimSpace(value)
	if trimmed == "" || len(trimmed) > identifierMost || strings.ContainsFunc(trimmed, notPrinted) {
		return ""
	}
	return trimmed
}
