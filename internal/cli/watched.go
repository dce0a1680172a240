package cli

import (
	"io"
	"sync"
)

// watchedWriter remembers that something could not be written.
type watchedWriter struct {
	io.Writer
	mu  sync.Mutex // a report on the stream is written by a goroutine of its own
	err error
}

func (w *watchedWriter) Write(p []byte) (int, error) {
	if err := w.failure(); isReaderGone(err) {
		return 0, err
	}
	n, err := w.Writer.Write(p)
	if err != nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.err = err
	}
	return n, err
}

func (w *watchedWriter) failure() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.err
}
