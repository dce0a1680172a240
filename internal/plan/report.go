package plan

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"

	"linkwanctl/internal/i18n"
)

// Report is where the entries go, one JSON object a line. Sync returns once all that was written is
// on the disk.
type Report interface {
	io.Writer
	Sync() error
}

// ReportError says that the report could not be written. Calls that had been sent were finished and
// none was sent after it; Lost are the rows with calls that may be missing from the report.
type ReportError struct {
	Cause error
	Lost  []Entry
}

// Error is Text in English.
func (e *ReportError) Error() string { return e.Text().String() }

// Text names the cause and the first of the rows that may be missing.
func (e *ReportError) Text() i18n.Text {
	const named = 5
	if len(e.Lost) == 0 {
		return i18n.T("write report: %s", e.Cause)
	}
	var lost []i18n.Text
	for _, entry := range e.Lost[:min(named, len(e.Lost))] {
		lost = append(lost, i18n.T("%s (%s %s)", entry.Place, entry.ID, entry.Outcome))
	}
	list := i18n.Join(", ", lost...)
	if more := len(e.Lost) - named; more > 0 {
		list = i18n.T("%s and %d more", list, more)
	}
	return i18n.T("write report: %s; the report may lack %s", e.Cause, list)
}

// Unwrap gives the cause.
func (e *ReportError) Unwrap() error { return e.Cause }

// writeEntries writes complete lines; they are on the disk when it returns.
func writeEntries(w Report, entries []Entry) error {
	const chunk = 64 << 10
	var buffer bytes.Buffer
	for i := range entries {
		line, err := json.Marshal(&entries[i])
		if err != nil {
			return err
		}
		buffer.Write(line)
		buffer.WriteByte('\n')
		if buffer.Len() < chunk && i < len(entries)-1 {
			continue
		}
		if _, err := w.Write(buffer.Bytes()); err != nil {
			return err
		}
		buffer.Reset()
	}
	return w.Sync()
}

// ReportFile is a report in a file, or in what cannot be synced, such as a pipe.
type ReportFile struct{ *os.File }

// Sync puts the file on the disk, if it is on one.
func (f ReportFile) Sync() error {
	err := f.File.Sync()
	if err != nil && cannotSync(f.File, err) {
		return nil
	}
	return err
}

// OpenReport opens a file to append a report to, or makes it with mode 0600. A line that an earlier
// process could not end is ended, so that it spoils no other. It waits for the reader of a pipe,
// and never reads from one: with its own reading end open, the process would never notice that the
// pipe's reader has gone.
func OpenReport(path string) (ReportFile, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600) //nolint:gosec // the user names the file
	if err != nil {
		return ReportFile{}, err
	}
	if err := endLine(f); err != nil {
		return ReportFile{}, errors.Join(err, f.Close())
	}
	return ReportFile{f}, nil
}

// endLine writes a line's end where a regular file does not end with one. A file
// that may be written alone is appended to as it is.
func endLine(f *os.File) error {
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
		return err
	}
	reader, err := os.Open(f.Name())
	if err != nil {
		return nil //nolint:nilerr // see above
	}
	defer func() { _ = reader.Close() }()
	last := make([]byte, 1)
	if _, err := reader.ReadAt(last, info.Size()-1); err != nil || last[0] == '\n' {
		return nil //nolint:nilerr // see above
	}
	_, err = f.WriteString("\n")
	return err
}
