package config

import (
	"errors"
	"strings"
	"testing"
)

// FuzzEnvironment guards what variables and flags may say: the settings that are taken are taken again as they were
// made, and a refusal is short and says nothing that cannot be printed but the value.
func FuzzEnvironment(f *testing.F) {
	for i, row := range Table() {
		f.Add(uint8(i), row.Example)
		f.Add(uint8(i), row.Default)
		for _, text := range []string{" ", "\x1b[31m", "\u202ex", "\u3164", "\xff", strings.Repeat("9", 400), "1e999999", "0x1", "-0", strings.Repeat("x", 5000), "a@b", "https://u:p@h/", "NaN", "+1h", " \x18"} {
			f.Add(uint8(i), text)
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, text string) {
		rows := Table()
		row := rows[int(which)%len(rows)]
		if row.Key == keyConfig || strings.Contains(text, "\x00") {
			return // It names a file; and no variable has a NUL.
		}
		c, err := Load(Options{Getenv: func(name string) string {
			if name == row.Env {
				return text
			}
			return ""
		}})
		if err != nil {
			var refused *Error
			if !errors.As(err, &refused) {
				t.Fatalf("%s=%q: got %v", row.Env, text, err)
			}
			for _, p := range refused.Problems { // what was given is shown as it is
				if !printable(p.Where + p.Rule.String() + p.Suggestion) {
					t.Fatalf("%s=%q: %q", row.Env, text, p)
				}
			}
			if len(err.Error()) > 2000 {
				t.Fatalf("%s: a message of %d bytes", row.Env, len(err.Error()))
			}
			return
		}
		taken := c.value(row.Key).Text
		if taken == "" {
			return
		}
		if again, f := row.examine(taken); !f.rule.Empty() || again != taken {
			t.Errorf("%s=%q is taken as %q, and that is %q: %s", row.Env, text, taken, again, f.rule)
		}
	})
}
