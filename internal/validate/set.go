package validate

import (
	"strings"
	"unicode/utf8"

	"linkwanctl/internal/i18n"
)

// OneOf takes a value of a closed set, in either case, and gives it as the set
// spells it.
func OneOf(value string, values []string) (string, error) {
	if value == "" {
		return refuse(value, i18n.T("is empty"), "")
	}
	for _, known := range values {
		if strings.EqualFold(value, known) {
			return known, nil
		}
	}
	suggestion := ""
	for _, known := range values {
		if len(value) > 2 && strings.HasPrefix(known, strings.ToUpper(value)) {
			suggestion = known
		}
	}
	return refuse(value, mustBe(values), suggestion)
}

// Bools are the two values of a boolean parameter.
func Bools() []string { return []string{"true", "false"} }

// Bool takes true or false in either case.
func Bool(value string) (string, error) {
	sent, err := OneOf(value, Bools())
	if err == nil {
		return sent, nil
	}
	meant := map[string]string{"yes": "true", "1": "true", "on": "true", "no": "false", "0": "false", "off": "false"}[strings.ToLower(value)]
	return refuse(value, i18n.T("must be true or false"), meant)
}

// fragmentMost is the longest part of a name or account that a filter takes; no name or account is
// longer.
const fragmentMost = 128

// Fragment takes a part of a name or of an account: any text without control
// characters, 1 to 128 bytes.
func Fragment(value string) (string, error) {
	switch {
	case value == "":
		return refuse(value, i18n.T("is empty; leave it out to see all"), "")
	case !utf8.ValidString(value):
		return refuse(value, i18n.T("is not UTF-8 text"), "")
	case strings.ContainsFunc(value, func(r rune) bool { return r != ' ' && notPrinted(r) }):
		return refuse(value, i18n.T("contains a control character"), "")
	case len(value) > fragmentMost:
		return refuse(value, i18n.T("is longer than 128 bytes"), "")
	}
	return value, nil
}

// EUIFragment takes a part of an EUI: 1 to 16 hex digits in either case, with or
// without separators, and gives plain lower-case hex.
func EUIFragment(value string) (string, error) {
	plain := strings.ToLower(strings.NewReplacer("-", "", ":", "").Replace(value))
	switch {
	case value == "":
		return refuse(value, i18n.T("is empty; leave it out to see all"), "")
	case plain == "" || strings.Trim(plain, "0123456789abcdef") != "":
		return refuse(value, i18n.T("must be hex digits"), "")
	case len(plain) > euiDigits:
		return refuse(value, i18n.T("is longer than 16 hex digits"), "")
	}
	return plain, nil
}

// mustBe names the members of a set.
func mustBe(values []string) i18n.Text {
	last := len(values) - 1
	if last == 0 {
		return i18n.T("must be %s", values[0])
	}
	return i18n.T("must be %s or %s", i18n.Join(", ", words(values[:last])...), values[last])
}

// words are the members of a set, which are the same in every language.
func words(values []string) []i18n.Text {
	all := make([]i18n.Text, len(values))
	for i, value := range values {
		all[i] = i18n.Raw(value)
	}
	return all
}
