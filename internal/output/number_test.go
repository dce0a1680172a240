package output

import (
	"encoding/json"
	"testing"
)

func TestNumbersBecomeFloatsOnlyWhereNoDigitIsLost(t *testing.T) {
	t.Parallel()
	for number, want := range map[string]any{
		"0":                              0.0,
		"0e99999999999999999999":         0.0,
		"-1.50":                          -1.5,
		"0.1":                            0.1,
		"1e21":                           1e21,
		"100000000000000000000":          1e20,
		"9007199254740992":               9007199254740992.0,
		"9007199254740993":               json.Number("9007199254740993"),
		"123456789012345678901234567890": json.Number("123456789012345678901234567890"),
		"0.1000000000000000055511151231": json.Number("0.1000000000000000055511151231"),
		"1e400":                          json.Number("1e400"),
		"1e-400":                         json.Number("1e-400"),
		"1e99999999999999999999":         json.Number("1e99999999999999999999"),
	} {
		got, err := readNumbers([]byte(`{"a":[` + number + `]}`))
		if err != nil {
			t.Fatal(err)
		}
		if got := got.(map[string]any)["a"].([]any)[0]; got != want {
			t.Errorf("%s is read as %T %v, want %T %v", number, got, got, want, want)
		}
	}
}

func TestDecimalIsTheSameForEverySpellingOfANumber(t *testing.T) {
	t.Parallel()
	want := decimal{"125", -1}
	for _, number := range []string{"12.5", "12.50", "0.125e2", "1250e-2", "1.25E+1", "-12.5"} {
		if got := decimalOf(number); got != want {
			t.Errorf("decimalOf(%s) = %v, want %v", number, got, want)
		}
	}
}
