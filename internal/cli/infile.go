package cli

import (
	"errors"
	"io"
	"os"

	"linkwanctl/internal/i18n"
)

// readFile reads a file that the user names.
func readFile[T any](path string, read func(io.Reader) (T, error)) (got T, err error) {
	file, err := os.Open(path) //nolint:gosec // the user names it
	if err != nil {
		return got, err
	}
	defer func() { _ = file.Close() }()
	return read(file)
}

// inputFailure is the failure of a file that cannot be read, or else has the title refused. What says
// what the file is.
func inputFailure(what i18n.Text, err error, refused, hint i18n.Text) *failure {
	var unread *os.PathError
	if errors.As(err, &unread) {
		return unreadable(what, unread, hint)
	}
	return usage(refused, hint)
}

func unreadable(what i18n.Text, err *os.PathError, hint i18n.Text) *failure {
	return usage(i18n.T("%s %s cannot be read: %s", what, err.Path, err.Err), hint)
}
