package credential

import (
	"linkwanctl/internal/i18n"
)

// The codes of Error.
const (
	// CodeNoCredentials says that no source was named and none is present.
	CodeNoCredentials = "NoCredentials"
	// CodeInvalidCredentials says that a source is named or present but broken; nothing was sent.
	CodeInvalidCredentials = "InvalidCredentials"
	// CodeCredentialsUnavailable says that a sound source gave no credentials when it was asked.
	CodeCredentialsUnavailable = "CredentialsUnavailable"
)

// notSet is the result of a look at a place where nothing is configured.
const notSet = "not set"

// Look is one place where credentials were looked for. Found says what was there, never a secret;
// Used marks the source that is used.
type Look struct {
	Place string
	Found i18n.Text
	Used  bool
}

// Error is the only error type that leaves this package, beside a context's own errors. No field of
// it contains a secret. Text in it that came from outside is bounded, and not escaped: that is done
// where it is printed.
type Error struct {
	Code    string      // one of the Code constants
	Message i18n.Text   // what is wrong and where
	Looks   []Look      // what was looked at until then, in order
	Hints   []i18n.Text // what to do about it, most likely first
}

// Error is the message alone: the code, looks and hints are the caller's to lay out.
func (e *Error) Error() string { return e.Message.String() }

// Text is the message.
func (e *Error) Text() i18n.Text { return e.Message }

// LookedAt lists the places in order, with what was found where that says more than "not set":
// "environment, OIDC variables, ~/.aliyun/config.json (none)".
func (e *Error) LookedAt() i18n.Text {
	places := make([]i18n.Text, 0, len(e.Looks))
	for _, l := range e.Looks {
		if !l.Found.Empty() && l.Found.String() != notSet {
			places = append(places, i18n.T("%s (%s)", i18n.Word(l.Place), l.Found))
			continue
		}
		places = append(places, i18n.Word(l.Place))
	}
	return i18n.Join(", ", places...)
}

// invalid is an error about a source that is there but broken.
func invalid(format string, args ...any) *Error {
	return &Error{Code: CodeInvalidCredentials, Message: i18n.T(format, args...)}
}

func (e *Error) hint(format string, args ...any) *Error {
	e.Hints = append(e.Hints, i18n.T(format, args...))
	return e
}
