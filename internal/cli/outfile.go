package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"linkwanctl/internal/atomicfile"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
	"linkwanctl/internal/plan"
	"linkwanctl/internal/text"
)

// writeOut writes a file that the user names, or a stream of this process. A regular file is
// replaced once the new one is complete, or not at all. A device or a pipe is written to as it is.
func (a *app) writeOut(path string, write func(io.Writer) error) error {
	if stream := a.streamNamed(path); stream != nil {
		return write(stream)
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return writeInto(path, write)
	}
	file, err := atomicfile.Create(path)
	if err != nil {
		return err
	}
	if err := write(file); err != nil {
		file.Discard()
		return err
	}
	return file.Commit()
}

// streamNamed returns the stream that a path means, nil for none. The stream itself is written to:
// opening it by name would replace a file that the shell redirects it to, with what others write to
// that file.
func (a *app) streamNamed(path string) io.Writer {
	if path == "" {
		return a.Stdout
	}
	switch filepath.ToSlash(filepath.Clean(path)) {
	case "-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1":
		return a.Stdout
	case "/dev/stderr", "/dev/fd/2", "/proc/self/fd/2":
		return a.Stderr
	}
	return nil
}

// writeInto writes to a device or a pipe.
func writeInto(path string, write func(io.Writer) error) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0) //nolint:gosec // the user names it
	if err != nil {
		return err
	}
	return errors.Join(write(file), file.Close())
}

// openReport opens the report that the user names; the function that it gives closes it. The reader of
// a stream or a pipe may have stopped, that of a file cannot.
func (a *app) openReport(ctx context.Context, path string) (plan.Report, func(), error) {
	file, closeFile, err := a.openAppended(ctx, path)
	return escapedReport{file}, closeFile, err
}

// openAppended opens what is appended to.
func (a *app) openAppended(ctx context.Context, path string) (plan.Report, func(), error) {
	if stream := a.streamNamed(path); stream != nil {
		return boundedReport{streamReport{stream}, ctx}, func() {}, nil
	}
	file, err := plan.OpenReport(path)
	if err != nil {
		return nil, nil, err
	}
	closeFile := func() { _ = file.Close() }
	if a.isExistingFile(path) {
		return file, closeFile, nil
	}
	return boundedReport{file, ctx}, closeFile, nil
}

// escapedReport is a report whose lines show hidden characters.
type escapedReport struct{ plan.Report }

func (r escapedReport) Write(lines []byte) (int, error) {
	if _, err := r.Report.Write(output.EscapeJSON(lines)); err != nil {
		return 0, err
	}
	return len(lines), nil
}

// boundedReport is a report whose reader does not hold an interrupted apply up: once the context has
// ended, each write may take lastWords.
type boundedReport struct {
	plan.Report
	interrupted context.Context //nolint:containedctx // a Report's Write has none
}

func (r boundedReport) Write(lines []byte) (int, error) {
	written := make(chan error, 1)
	go func() {
		_, err := r.Report.Write(lines)
		written <- err
	}()
	var err error
	select {
	case err = <-written:
	case <-r.interrupted.Done():
		select {
		case err = <-written:
		case <-time.After(lastWords):
			err = os.ErrDeadlineExceeded
		}
	}
	if err != nil {
		return 0, err
	}
	return len(lines), nil
}

// streamReport is a report on a stream, which need not reach a disk.
type streamReport struct{ io.Writer }

func (streamReport) Sync() error { return nil }

// clashes reports a file that would be both read and written.
func clashes(flag, path string, inputs []string) []text.Problem {
	written, err := os.Stat(path)
	if path == "" || err != nil || !written.Mode().IsRegular() {
		return nil
	}
	for _, input := range inputs {
		if read, err := os.Stat(input); err == nil && os.SameFile(written, read) {
			return []text.Problem{{Where: flag, Given: path, Rule: i18n.T("is read by this command: use another file")}}
		}
	}
	return nil
}

// isSameFile reports whether two names are of one file, which need not exist. "" is none, and a
// stream or a device may be named twice.
func isSameFile(one, other string) bool {
	if one == "" || other == "" || one == "-" {
		return false
	}
	a, err := os.Stat(one)
	b, otherErr := os.Stat(other)
	if err == nil && otherErr == nil {
		return a.Mode().IsRegular() && os.SameFile(a, b)
	}
	path, err := filepath.Abs(one)
	otherPath, otherErr := filepath.Abs(other)
	return err == nil && otherErr == nil && path == otherPath
}

// addForceFlag lets a command overwrite the file that it writes.
func addForceFlag(cmd *cobra.Command, force *bool) {
	cmd.Flags().BoolVar(force, "force", false, "overwrite an existing file")
}

// mayWrite refuses, before anything is sent, to write a file into a directory that does not exist, and
// to overwrite one, unless a flag allows it or the person at the terminal says yes.
func (s *session) mayWrite(path string, overwrites bool, flag string) error {
	if dir := filepath.Dir(path); s.app.streamNamed(path) == nil {
		if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
			return s.own(usage(i18n.T("cannot write %s: there is no directory %s; nothing was sent", path, dir)))
		}
	}
	if overwrites || !s.app.isExistingFile(path) {
		return nil
	}
	if !s.cannotAsk().Empty() {
		return s.own(usage(i18n.T("%s already exists; nothing was sent", path), i18n.T("to overwrite it, add:  %s", flag)))
	}
	return s.ask(i18n.T("Overwrite %s?", path))
}

// isExistingFile reports whether writing to path would replace something. A device, a pipe or a
// stream of this process loses nothing.
func (a *app) isExistingFile(path string) bool {
	if a.streamNamed(path) != nil {
		return false
	}
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// noFile is the rule that an empty name breaks.
const noFile = "is empty: pass a file name"

// emptyName is the problem of a flag that was given the name of no file, as an unset variable does.
func emptyName(cmd *cobra.Command, flag string) []text.Problem {
	if given := cmd.Flags().Lookup(flag); given.Changed && given.Value.String() == "" {
		return []text.Problem{{Where: "--" + flag, Rule: i18n.T(noFile)}}
	}
	return nil
}
