package output

import (
	"encoding/csv"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func FuzzCSVHoldsWhatWasGiven(f *testing.F) {
	for _, s := range []string{
		"", "凭证1", "-5", "=1+1", "＝1", " =1", "\t=1", "\r\n", "a,b", `"`, `\.`, "'", "'=1", "#", "\u202e", "\xff", "-inf", "a;=b", "\u3000@",
		"\x1b]8;;http://evil.example/\x1b\\", "\u009b31m\x9b", "\b\x7f\x00", "\u200b=1", "\U000e0041", "\u3164", strings.Repeat("\"", 99), strings.Repeat("x", 5000), "\r=1", "\u2028", strings.Repeat("9", 400),
	} {
		f.Add(s, "x")
		f.Add("x", s)
	}
	f.Fuzz(func(t *testing.T, first, second string) {
		var out strings.Builder
		p, err := New(Options{Out: &out, Form: CSV})
		if err != nil {
			t.Fatal(err)
		}
		rows, err := p.Rows([]Column{{Name: "A"}, {Name: "B"}})
		if err != nil {
			t.Fatal(err)
		}
		if err := rows.Add(map[string]string{"A": first, "B": second}, nil); err != nil {
			t.Fatal(err)
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
		records, err := csv.NewReader(strings.NewReader(out.String())).ReadAll()
		if err != nil {
			t.Fatalf("%q: %v", &out, err)
		}
		if len(records) != 2 || !slices.Equal(records[0], []string{"A", "B"}) || len(records[1]) != 2 || strings.Count(out.String(), "\n") != 2 {
			t.Fatalf("%q holds %q", &out, records)
		}
		for i, given := range []string{first, second} {
			held(t, records[1][i], given)
		}
	})
}

var (
	formula = regexp.MustCompile(`^\pZ*[=+@＝＋－＠-]`)
	number  = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$`)
)

// held fails t unless the cell holds what was given, escaped, and no formula.
func held(t *testing.T, cell, given string) {
	t.Helper()
	want := Escape(inJSON(t, given))
	if strings.HasPrefix(want, "'") || formula.MatchString(want) && !number.MatchString(want) {
		want = "'" + want
	}
	if cell != want {
		t.Fatalf("%q is read back as %q, want %q", given, cell, want)
	}
}

// inJSON is what JSON makes of a string: bytes that are not UTF-8 are replaced.
func inJSON(t *testing.T, s string) string {
	t.Helper()
	var back string
	if err := json.Unmarshal(quoted(t, s), &back); err != nil {
		t.Fatal(err)
	}
	return back
}
