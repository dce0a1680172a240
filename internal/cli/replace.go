package cli

import (
	"errors"
	"io"
	"os"

	"linkwanctl/internal/atomicfile"
	"linkwanctl/internal/text"
)

// writeOut writes a file that the user names, or standard output for "" and "-".
// A regular file is replaced once the new one is complete, or not at all. A device
// or a pipe is written to as it is.
func (a *app) writeOut(path string, write func(io.Writer) error) error {
	if path == "" || path == "-" {
		return write(a.Stdout)
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

// writeInto writes to a device or a pipe.
func writeInto(path string, write func(io.Writer) error) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0) //nolint:gosec // the user names it
	if err != nil {
		return err
	}
	return errors.Join(write(file), file.Close())
}

// clashes tells of a file that a flag would write and that is read as well.
func clashes(flag, path string, inputs []string) []text.Problem {
	written, err := os.Stat(path)
	if path == "" || err != nil || !written.Mode().IsRegular() {
		return nil
	}
	for _, input := range inputs {
		if read, err := os.Stat(input); err == nil && os.SameFile(written, read) {
			return []text.Problem{{Where: flag, Given: path, Rule: "is the manifest itself"}}
		}
	}
	return nil
}
