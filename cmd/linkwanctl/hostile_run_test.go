//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// What a run may take at most, whatever it is given.
const (
	mostSaid = 64 << 10  // bytes of stderr
	mostHeld = 150 << 10 // KiB: more than an answer of 8 MiB takes, and far less than one without end
)

// victim is a machine of its own on which the program runs.
type victim struct {
	home   string
	env    []string
	memory int // KiB that a run may hold
}

func newVictim(t *testing.T, env ...string) *victim {
	t.Helper()
	v := &victim{home: filepath.Join(t.TempDir(), "home"), memory: mostHeld}
	v.env = environment(v.home, append([]string{"LINKWANCTL_MAX_ATTEMPTS=1"}, env...)...)
	if err := os.MkdirAll(v.home, 0o700); err != nil {
		t.Fatal(err)
	}
	return v
}

// at gives the place of a file in the home, in a directory that is there.
func (v *victim) at(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(v.home, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func (v *victim) write(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := v.at(t, name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

type result struct {
	code           int
	stdout, stderr string
}

// run runs the program and checks what it promises for any input: it ends, with one of these codes
// and not in a panic, says little and nothing raw, and does not use more memory than it should.
func (v *victim) run(t *testing.T, codes []int, args ...string) result {
	t.Helper()
	var r result
	if mayShareProcess(v.env) {
		r = runInWorker(t, v.home, v.env, args)
	} else {
		p := newProcess(t, v.env, measuredCommand, args...)
		r = result{p.run(t), p.stdout.String(), p.stderr.String()}
	}
	if wrong := v.wrong(t, r, codes, args); len(wrong) > 0 {
		t.Errorf("%s\n%.200q\nstdout: %.2000q\nstderr: %.4000q", strings.Join(wrong, "; "), args, r.stdout, r.stderr)
	}
	return r
}

// wrong is how a run broke its promises.
func (v *victim) wrong(t *testing.T, r result, codes []int, args []string) (wrong []string) {
	t.Helper()
	if !slices.Contains(codes, r.code) || strings.Contains(r.stderr, "goroutine ") {
		wrong = append(wrong, fmt.Sprintf("exit code %d, want one of %v", r.code, codes))
	}
	if len(r.stderr) > mostSaid {
		wrong = append(wrong, fmt.Sprintf("stderr has %d bytes", len(r.stderr)))
	}
	stdout := r.stdout
	if args[0] == "__complete" { // a tab parts a value from what it means
		stdout = strings.ReplaceAll(stdout, "\t", " ")
	}
	if raw := harmful(stdout + r.stderr); raw != "" {
		wrong = append(wrong, raw+" is printed raw")
	}
	if held := peakOf(v.home); held > v.memory {
		wrong = append(wrong, fmt.Sprintf("it held %d KiB", held))
	}
	return wrong
}

// harmful names the first thing in a text that a terminal could act on or a reader not see, but for
// the ends of lines. It is kept apart from the program's own rule on purpose.
func harmful(text string) string {
	for i, r := range text {
		switch {
		case r == '\n':
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], "\ufffd"):
			return fmt.Sprintf("the byte %#x at %d", text[i], i)
		case r == '\ufe0e', r == '\ufe0f': // of emoji
		case unicode.In(r, unicode.Variation_Selector, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Bidi_Control, unicode.Other_Default_Ignorable_Code_Point):
			return fmt.Sprintf("%U at %d", r, i)
		}
	}
	return ""
}

// isJSON reports whether a text is one JSON document, or none at all.
func isJSON(text string) bool { return text == "" || json.Valid([]byte(text)) }
