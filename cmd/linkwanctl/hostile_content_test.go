//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"sync"
)

// nasty is text that a terminal acts on or a reader does not see: CSI, OSC 8 and OSC 52, C1, BEL,
// DEL, a lone carriage return, backspace, directions, and what has no width.
const nasty = "a\x1b[31m\x1b]8;;http://evil.example/\x1b\\b\x1b]52;c;AAAA\x07\x7f\rc\bd\u0085\u009b31m\u009d" +
	"\u202a\u202e\u2066\u2069\u200e\u200f\u061c\u200b\u200d\u2060\ufeff\u3164\ufe00\U000e0041\U000e0100\U000e01ef\u2028\u2029"

// rawNasty is nasty with what is no UTF-8, and with NUL.
const rawNasty = nasty + "\x00\x9b31m\x9d52;\xff\xfe\xc3"

// huge is one value of 10 MB, shared by all that need one.
var huge = sync.OnceValue(func() []byte { return bytes.Repeat([]byte("x"), 10<<20) })

// almost is a value for an answer of at most 8 MiB.
func almost() string { return string(huge()[:7<<20]) }

// inJSON is a text within the quotes of JSON.
func inJSON(text string) string {
	quoted, _ := json.Marshal(text) // a string can be encoded
	return string(quoted[1 : len(quoted)-1])
}

// deep is that many levels of an opening.
func deep(opening string, levels int) []byte { return []byte(strings.Repeat(opening, levels)) }

// laughs is a YAML document of nine anchors, each ten aliases of the one before.
func laughs(merge string) []byte {
	var b strings.Builder
	b.WriteString("a0: &a0 {id: 1}\n")
	for i := 1; i < 10; i++ {
		n, before := string(rune('0'+i)), "*a"+string(rune('0'+i-1))
		b.WriteString("a" + n + ": &a" + n + " " + strings.ReplaceAll(merge, "*", before+strings.Repeat(", "+before, 9)) + "\n")
	}
	return []byte(b.String())
}

// contents are what a file has that is read, whatever it should be.
func contents() map[string][]byte {
	digits := strings.Repeat("9", 1_000_000)
	return map[string][]byte{
		"terminal escapes":     []byte(nasty),
		"no UTF-8":             []byte(rawNasty),
		"a line of 10 MB":      huge(),
		"a key of 10 MB":       append(append([]byte(`{"`), huge()...), `":1}`...),
		"deep lists":           deep("[", 100_000),
		"deep objects":         deep(`{"a":`, 100_000),
		"deep sequences":       deep("- ", 100_000),
		"deep lines":           deep("- \n", 100_000),
		"deep elements":        deep("<a>", 100_000),
		"a bomb of aliases":    laughs("[*]"),
		"a bomb of merge keys": laughs("{<<: [*]}"),
		"an alias to itself":   []byte("a: &a [*a, *a]\n"),
		"many keys":            []byte("{" + strings.Repeat(`"k":1,`, 20_000) + `"k":1}`),
		"many lines":           []byte(strings.Repeat("k: 1\n", 25_000)),
		"many sections":        manySections(),
		"a long number":        []byte(`{"id":` + digits + `}`),
		"a vast exponent":      []byte(`{"id":1e999999,"profiles":[{"expired_seconds":1e999999}]}`),
		"lone surrogates":      []byte(`{"id":"\ud800","name":"\udfff\ud800","current":"\ud800","` + `\udc00":1}`),
	}
}

func manySections() []byte {
	var b bytes.Buffer
	for i := range 120_000 {
		b.WriteString("[" + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676%26)) + string(rune('a'+i/17576)) + "]\n")
	}
	return b.Bytes()
}
