// Package i18n keeps a message's English and what is needed to say it in another language. English
// is in the source and is the key; the translations are in a .po file per language.
//
// It has no state and no current language: a Text is English until a Catalogue says it. Only
// internal/output and the help pages are handed one, so that documents, reports and errors that a
// program reads never change with the language. It imports nothing else of the project.
package i18n

import (
	"fmt"
	"strings"
)

// Text is a message that can be said in several languages. The zero Text is empty.
type Text struct {
	english string
	message *message // nil for data, which is never translated
}

// message is what a Text was made of.
type message struct {
	format    string // the key; "" for joined texts
	args      []any
	separator string // between joined texts
	verbatim  bool   // format has no verbs: "100%" is taken as it is
}

// T is fmt.Sprintf for a message. The format is a constant; `make generate` finds it and adds it to
// the catalogue. Arguments may be Texts and errors: they are said in the same language. It is called
// in 1,400 places: inlined, it would take 150 kB of the program.
//
//go:noinline
func T(format string, args ...any) Text {
	return Text{fmt.Sprintf(format, args...), &message{format: format, args: args}}
}

// N marks a constant that is a message, for `make generate`, and returns it as it is.
func N(english string) string { return english }

// Word is the Text of a string that N marked, or that stands where labels do.
func Word(english string) Text {
	return Text{english, &message{format: english, verbatim: true}}
}

// Raw is data: it is the same in every language.
func Raw(s string) Text { return Text{english: s} }

// Join sets texts behind each other. The separator is a message of its own: Chinese writes others.
func Join(separator string, parts ...Text) Text {
	english := make([]string, len(parts))
	args := make([]any, len(parts))
	for i, part := range parts {
		english[i], args[i] = part.String(), part
	}
	return Text{strings.Join(english, separator), &message{args: args, separator: separator}}
}

// Mapped gives the text with f applied to what it is made of, to mask secrets in it.
func (t Text) Mapped(f func(string) string) Text {
	mapped := Text{english: f(t.english)}
	if t.message == nil {
		return mapped
	}
	m := *t.message
	m.args = make([]any, len(t.message.args))
	for i, arg := range t.message.args {
		m.args[i] = mappedArg(arg, f)
	}
	mapped.message = &m
	return mapped
}

// mappedArg leaves only plain numbers and truth values as they are: every other argument may print
// anything.
func mappedArg(arg any, f func(string) string) any {
	switch value := arg.(type) {
	case Text:
		return value.Mapped(f)
	case error:
		return Of(value).Mapped(f)
	case bool, int, int32, int64, uint64, float64:
		return arg
	}
	return f(fmt.Sprint(arg))
}

// String is the English text, whatever the language.
func (t Text) String() string { return t.english }

// MarshalText keeps documents in English.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.english), nil }

// UnmarshalText reads what MarshalText wrote, as data.
func (t *Text) UnmarshalText(english []byte) error {
	*t = Raw(string(english))
	return nil
}

// Empty reports whether there is nothing to say.
func (t Text) Empty() bool { return t.english == "" }

// Strings are the English of texts.
func Strings(texts []Text) []string {
	all := make([]string, len(texts))
	for i, t := range texts {
		all[i] = t.english
	}
	return all
}
