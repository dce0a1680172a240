package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"

	"linkwanctl/internal/output"
)

// replacement is a file that is written anew: it takes the old one's place as a
// whole, once it is complete, or not at all. A device or a pipe is written to as
// it is, and a link's target is what is replaced.
type replacement struct {
	file *os.File
	path string // what to replace, "" where the file is written directly
}

func replaceFile(path string) (*replacement, error) {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		file, err := os.OpenFile(path, os.O_WRONLY, 0) //nolint:gosec // the user names it
		return &replacement{file: file}, err
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".linkwanctl-*")
	return &replacement{file: file, path: path}, err
}

func (r *replacement) Write(p []byte) (int, error) { return r.file.Write(p) }

// commit puts the file into its place, once it is on the disk.
func (r *replacement) commit() error {
	if r.path == "" {
		return r.file.Close()
	}
	err := errors.Join(r.file.Sync(), r.file.Close())
	if err == nil {
		err = os.Rename(r.file.Name(), r.path)
	}
	if err != nil {
		_ = os.Remove(r.file.Name())
	}
	return err
}

// drop leaves the old file as it is.
func (r *replacement) drop() {
	_ = r.file.Close()
	if r.path != "" {
		_ = os.Remove(r.file.Name())
	}
}

// writeOut writes a file that the user names, or standard output for "" and "-".
func (a *app) writeOut(path string, write func(io.Writer) error) error {
	if path == "" || path == "-" {
		return write(a.Stdout)
	}
	file, err := replaceFile(path)
	if err != nil {
		return err
	}
	if err := write(file); err != nil {
		file.drop()
		return err
	}
	return file.commit()
}

// clashes tells of a file that a flag would write and that is read as well.
func clashes(flag, path string, inputs []string) []output.Problem {
	written, err := os.Stat(path)
	if path == "" || err != nil || !written.Mode().IsRegular() {
		return nil
	}
	for _, input := range inputs {
		if read, err := os.Stat(input); err == nil && os.SameFile(written, read) {
			return []output.Problem{{Where: flag, Given: path, Rule: "is the manifest itself"}}
		}
	}
	return nil
}
