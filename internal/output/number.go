package output

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// readNumbers decodes a JSON document for a query. A number becomes a float64, which is all that
// JMESPath reckons with, where that keeps its digits, and stays a json.Number where not: such a one
// is passed on and cannot be reckoned with.
func readNumbers(document []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	return floats(value), nil
}

// floats replaces the numbers within value.
func floats(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key := range v {
			v[key] = floats(v[key])
		}
	case []any:
		for i := range v {
			v[i] = floats(v[i])
		}
	case json.Number:
		f, err := v.Float64()
		if err == nil && decimalOf(v.String()) == decimalOf(strconv.FormatFloat(f, 'e', -1, 64)) {
			return f
		}
	}
	return value
}

// decimal is a number's digits, without zeros at either end, times ten to the power of exponent.
// The sign is left out.
type decimal struct {
	digits   string
	exponent int
}

// decimalOf reads a JSON number. An exponent beyond an int's range is cut to it, and then no float
// has the same digits.
func decimalOf(number string) decimal {
	mantissa, power := strings.TrimPrefix(number, "-"), "0"
	if e := strings.IndexAny(mantissa, "eE"); e >= 0 {
		mantissa, power = mantissa[:e], mantissa[e+1:]
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := strings.TrimLeft(whole+fraction, "0")
	if digits == "" {
		return decimal{}
	}
	exponent, _ := strconv.Atoi(power) // out of range gives the nearest int
	significant := strings.TrimRight(digits, "0")
	return decimal{significant, exponent - len(fraction) + len(digits) - len(significant)}
}
