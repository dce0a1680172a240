package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"syscall"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/output"
)

// unlessEnded runs what may wait for others for long and knows no context: the
// opening and reading of a file that is a pipe, or a lock. Where the command is
// interrupted first, it is left behind, to end with the process: so it must not
// be in the middle of anything that has to be whole.
func unlessEnded[T any](ctx context.Context, do func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := goWithPanic(func() result {
		value, err := do()
		return result{value, err}
	})
	select {
	case got := <-done:
		r := got()
		return r.value, r.err
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
	if w.err != nil && (w.ctx.Err() != nil || errors.Is(w.err, syscall.EPIPE)) { // there is nobody any more
		return 0, w.err
	}
	type result struct {
		n   int
		err error
	}
	text := bytes.Clone(p) // it may be left behind
	done := goWithPanic(func() result {
		n, err := w.Writer.Write(text)
		return result{n, err}
	})
	var got result
	select {
	case written := <-done:
		got = written()
	case <-w.ctx.Done():
		select {
		case written := <-done:
			got = written()
		case <-time.After(lastWords):
			got.err = context.Cause(w.ctx)
		}
	}
	if got.err != nil {
		w.err = got.err
	}
	return got.n, got.err
}

// goWithPanic runs do in a goroutine of its own. The caller takes its result, or
// its panic, by calling what comes.
func goWithPanic[T any](do func() T) <-chan func() T {
	done := make(chan func() T, 1)
	go func() {
		var got T
		panicked := catch(func() { got = do() })
		done <- func() T {
			if panicked != nil {
				panic(panicked)
			}
			return got
		}
	}()
	return done
}
