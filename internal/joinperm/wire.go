package joinperm

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"

	"linkwanctl/internal/i18n"
)

// The service's types differ by action, and its own samples send an ID as a number and a JoinEUI as
// 0. These types read a JSON string, number, boolean or null alike and keep its exact text: nothing
// passes through a float.

// Text is a value that is written as a string whatever the service sent: an ID, a name, a state. ""
// is what it did not send.
type Text string

// UnmarshalJSON reads any scalar.
func (t *Text) UnmarshalJSON(raw []byte) error {
	text, err := scalar(raw)
	*t = Text(text)
	return err
}

// EUI is a 64-bit LoRaWAN identifier in plain lower-case hex, its leading zeros restored where the
// service sent a number.
type EUI string

// UnmarshalJSON reads any scalar.
func (e *EUI) UnmarshalJSON(raw []byte) error {
	const digits = 16
	text, err := scalar(raw)
	if text != "" && len(text) < digits {
		text = strings.Repeat("0", digits-len(text)) + text
	}
	*e = EUI(strings.ToLower(text))
	return err
}

// Number is a value that is written as a number whatever the service sent, with the exact digits
// that it sent. "" is what it did not send, written as null.
type Number string

// UnmarshalJSON reads any scalar.
func (n *Number) UnmarshalJSON(raw []byte) error {
	text, err := scalar(raw)
	*n = Number(text)
	return err
}

// MarshalJSON writes a number, or, as text, what the service sent instead.
func (n Number) MarshalJSON() ([]byte, error) {
	switch {
	case n == "":
		return []byte("null"), nil
	case json.Valid([]byte(n)) && strings.ContainsRune("-0123456789", rune(n[0])):
		return []byte(n), nil
	}
	return json.Marshal(string(n))
}

// Count is how many there are, 0 or more, in decimal digits. "" is what the service did not send.
type Count string

// UnmarshalJSON reads a number, or a text of one; anything else is an error.
func (c *Count) UnmarshalJSON(raw []byte) error {
	text, err := scalar(raw)
	if err != nil {
		return err
	}
	if _, err := strconv.ParseUint(text, 10, strconv.IntSize-1); err != nil {
		return i18n.Errorf("not a whole number")
	}
	*c = Count(text)
	return nil
}

// MarshalJSON writes a number, or null for "".
func (c Count) MarshalJSON() ([]byte, error) { return Number(c).MarshalJSON() }

// Int is the count, 0 for "".
func (c Count) Int() int {
	n, _ := strconv.Atoi(string(c)) // only digits are read
	return n
}

// Bool is "true", "false" or, where the service sent none, "".
type Bool string

// UnmarshalJSON reads a boolean, or 0 and 1, or a text of either.
func (b *Bool) UnmarshalJSON(raw []byte) error {
	text, err := scalar(raw)
	switch text = strings.ToLower(text); text {
	case "1":
		text = "true"
	case "0":
		text = "false"
	}
	*b = Bool(text)
	return err
}

// MarshalJSON writes true or false, or null for anything else.
func (b Bool) MarshalJSON() ([]byte, error) {
	if b == "true" || b == "false" {
		return []byte(b), nil
	}
	return []byte("null"), nil
}

// scalar gives the text of a JSON string, or any other scalar as it is written; null is "". An
// object or an array is an error.
func scalar(raw []byte) (string, error) {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || bytes.Equal(raw, []byte("null")) {
		return "", nil
	}
	if raw[0] != '"' && raw[0] != '{' && raw[0] != '[' {
		return string(raw), nil
	}
	// A string without escapes needs no parsing, which saves time in lists of thousands.
	if last := len(raw) - 1; last > 0 && raw[0] == '"' && raw[last] == '"' && bytes.IndexByte(raw, '\\') < 0 && utf8.Valid(raw) {
		return string(raw[1:last]), nil
	}
	var text string
	err := json.Unmarshal(raw, &text)
	return text, err
}
