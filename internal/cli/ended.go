package cli

import (
	"bytes"
	"context"
	"io"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/output"
)

// unlessEnded runs what may wait for others for long and knows no context: the
// opening and reading of a file that is a pipe, or a lock. Where the command is
// interrupted first, it is left behind, to end with the process: so it must not
// be in the middle of anything that has to be whole.
func unlessEnded[T any](ctx context.Context, do func() T) (T, error) {
	done := make(chan T, 1)
	go func() { done <- do() }()
	select {
	case got := <-done:
		return got, nil
	case <-ctx.Done():
		var none T
		return none, &failure{Failure: output.Failure{
			Title: "interrupted; nothing was sent", Code: api.CodeInterrupted, Outcome: notSent, ExitCode: exitInterrupted,
		}}
	}
}

// lastWords is how long an interrupted command tries to say what it has to say.
const lastWords = time.Second

// watchedWriter remembers that something could not be written. A reader that has
// stopped reading, as a pager has, does not hold an interrupted command up.
type watchedWriter struct {
	io.Writer
	ctx context.Context
	err error
}

func (w *watchedWriter) Write(p []byte) (int, error) {
	if w.err != nil {
		return 0, w.err
	}
	type result struct {
		n   int
		err error
	}
	done := make(chan result, 1)
	text := bytes.Clone(p) // it may be left behind
	go func() {
		n, err := w.Writer.Write(text)
		done <- result{n, err}
	}()
	var got result
	select {
	case got = <-done:
	case <-w.ctx.Done():
		select {
		case got = <-done:
		case <-time.After(lastWords):
			got.err = context.Cause(w.ctx)
		}
	}
	w.err = got.err
	return got.n, got.err
}
