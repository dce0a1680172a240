package i18n

import (
	"fmt"
	"io/fs"
)

// sayable is an error whose message can be said in several languages.
type sayable struct {
	english error // of fmt.Errorf: it has the message and what it wraps
	text    Text
}

// Errorf is fmt.Errorf for an error that a user sees: its Error is English, and it wraps what %w
// names.
func Errorf(format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	return &sayable{err, Text{err.Error(), &message{format: format, args: args}}}
}

func (e *sayable) Error() string { return e.english.Error() }
func (e *sayable) Unwrap() error { return e.english }
func (e *sayable) Text() Text    { return e.text }

// Of is an error's Text; that of an error which has none is data. Nil gives the empty Text.
func Of(err error) Text {
	switch e := err.(type) { //nolint:errorlint // What an error wraps says only a part of it.
	case nil:
		return Text{}
	case interface{ Text() Text }:
		return e.Text()
	case *fs.PathError:
		return T("%s %s: %s", e.Op, e.Path, Of(e.Err))
	}
	return Raw(err.Error())
}
