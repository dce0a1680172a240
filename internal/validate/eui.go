package validate

import (
	"strings"

	"linkwanctl/internal/i18n"
)

// euiDigits is the length of an EUI-64 in hex (LoRaWAN 1.0.4, section 6.1.1.1).
const euiDigits = 16

// JoinEUI takes the 64-bit JoinEUI as 16 hex digits in either case, plain or
// with one "-" or ":" between its bytes, and gives plain lower-case hex, the
// form that the service's documentation asks for.
func JoinEUI(value string) (string, error) {
	if value == "" {
		return refuse(value, i18n.T(empty), "")
	}
	return eui("JoinEUI", value)
}

// GwEUI takes the EUI of a gateway, in the forms of JoinEUI.
func GwEUI(value string) (string, error) { return eui("GwEUI", value) }

// DevEUI takes the EUI of a node, in the forms of JoinEUI.
func DevEUI(value string) (string, error) { return eui("DevEUI", value) }

func eui(name, value string) (string, error) {
	if value == "" {
		return refuse(value, i18n.T("is empty"), "")
	}
	plain := strings.ToLower(withoutSeparators(value))
	for _, r := range plain {
		if !strings.ContainsRune("0123456789abcdef", r) {
			return refuse(value, i18n.T("contains '%c'; a %s has %d hex digits", r, name, euiDigits), suggestEUI(plain))
		}
	}
	if len(plain) != euiDigits {
		rule := i18n.T("has %d hex digits; a %s has %d", len(plain), name, euiDigits)
		if len(plain) == 1 {
			rule = i18n.T("has 1 hex digit; a %s has %d", name, euiDigits)
		}
		return refuse(value, rule, suggestEUI(plain))
	}
	return plain, nil
}

// withoutSeparators drops "-" or ":" if it follows every second digit and is nowhere else; any
// other text is returned unchanged.
func withoutSeparators(value string) string {
	if len(value) < 3 || len(value)%3 != 2 {
		return value
	}
	separator := value[2]
	if separator != '-' && separator != ':' {
		return value
	}
	var plain strings.Builder
	for i := range len(value) {
		switch {
		case i%3 != 2:
			plain.WriteByte(value[i])
		case value[i] != separator:
			return value
		}
	}
	return plain.String()
}

// suggestEUI corrects obvious slips: a leading 0x, the letter O for zero, the letter L for one.
func suggestEUI(plain string) string {
	mended := strings.NewReplacer("o", "0", "l", "1").Replace(strings.TrimPrefix(plain, "0x"))
	if len(mended) == euiDigits && strings.Trim(mended, "0123456789abcdef") == "" {
		return mended
	}
	return ""
}
