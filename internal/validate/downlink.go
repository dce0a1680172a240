package validate

import (
	"encoding/base64"
	"encoding/hex"
	"strconv"
	"strings"

	"linkwanctl/internal/i18n"
)

// payloadMost is the longest payload of a downlink, in bytes (the reference page of
// SendUnicastCommand): what fits the slowest data rate of CN470.
const payloadMost = 51

// HexPayload takes the payload of a downlink as hex digits in either case, 1 to 51
// bytes, and gives lower-case hex, which the service takes.
func HexPayload(value string) (string, error) {
	raw, err := hex.DecodeString(value)
	if err != nil {
		return refuse(value, i18n.T("must be hex digits, two for each byte"), suggestHex(value))
	}
	return payload(value, raw)
}

// Base64Payload takes the payload of a downlink in standard Base64, with padding.
func Base64Payload(value string) (string, error) {
	raw, err := base64.StdEncoding.DecodeString(value)
	if err != nil {
		return refuse(value, i18n.T("must be Base64"), "")
	}
	return payload(value, raw)
}

func payload(value string, raw []byte) (string, error) {
	switch {
	case len(raw) == 0:
		return refuse(value, i18n.T("is empty"), "")
	case len(raw) > payloadMost:
		return refuse(value, i18n.T("has %d bytes; a payload has at most %d", len(raw), payloadMost), "")
	}
	return hex.EncodeToString(raw), nil
}

// suggestHex is the value without what people write around or between hex digits.
func suggestHex(value string) string {
	plain := strings.NewReplacer(" ", "", ":", "", "-", "").Replace(strings.TrimPrefix(strings.ToLower(value), "0x"))
	if raw, err := hex.DecodeString(plain); err != nil || len(raw) > payloadMost {
		return ""
	}
	return plain
}

// FPort takes the port of an application, 1 to 223 (LoRaWAN 1.0.4, section 4.3.2): 0 is for MAC
// commands, 224 for tests.
func FPort(value string) (string, error) { return numberIn(value, 1, 223) }

// Retries takes how often a downlink is sent again, 0 or more.
func Retries(value string) (string, error) { return numberIn(value, 0, 255) }

// NotificationID takes the ID of a notification, a whole number.
func NotificationID(value string) (string, error) {
	if n, err := strconv.ParseUint(value, 10, 63); err != nil || strconv.FormatUint(n, 10) != value {
		if value == "" {
			return refuse(value, i18n.T("is empty"), "")
		}
		return refuse(value, i18n.T("must be a whole number"), "")
	}
	return value, nil
}

func numberIn(value string, least, most int) (string, error) {
	if n, err := strconv.Atoi(value); err != nil || strconv.Itoa(n) != value || n < least || n > most {
		return refuse(value, i18n.T("must be a whole number from %d to %d", least, most), "")
	}
	return value, nil
}
