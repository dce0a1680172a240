package cli

import (
	"errors"
	"io"
	"syscall"
)

// watchedWriter remembers that something could not be written.
type watchedWriter struct {
	io.Writer
	err error
}

func (w *watchedWriter) Write(p []byte) (int, error) {
	if errors.Is(w.err, syscall.EPIPE) { // the reader has gone
		return 0, w.err
	}
	n, err := w.Writer.Write(p)
	if err != nil {
		w.err = err
	}
	return n, err
}
