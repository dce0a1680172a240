package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

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

// addForceFlag lets a command overwrite the file that it writes.
func addForceFlag(cmd *cobra.Command, force *bool) {
	cmd.Flags().BoolVar(force, "force", false, "overwrite an existing file")
}

// mayOverwrite refuses, before anything is sent, to overwrite a file that exists,
// unless --force is given or the person at the terminal says yes.
func (s *session) mayOverwrite(path string, force bool) error {
	if force || !isExistingFile(path) {
		return nil
	}
	if s.cannotAsk() != "" {
		return s.own(usage(path+" exists; nothing was sent", "pass --force to overwrite it"))
	}
	return s.ask("Overwrite " + path + "?")
}

// isExistingFile tells whether writing to path would replace something. A device or
// a pipe loses nothing; and a file that the shell made for a redirection is there
// when it is named as a stream of this process.
func isExistingFile(path string) bool {
	switch clean := filepath.Clean(path); {
	case path == "", path == "-", clean == "/dev/stdout", clean == "/dev/stderr", strings.HasPrefix(clean, "/dev/fd/"), strings.HasPrefix(clean, "/proc/self/fd/"):
		return false
	}
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// emptyName is the problem of a flag that was given the name of no file, as an unset
// variable does.
func emptyName(cmd *cobra.Command, flag string) []text.Problem {
	if given := cmd.Flags().Lookup(flag); given.Changed && given.Value.String() == "" {
		return []text.Problem{{Where: "--" + flag, Rule: "is empty: it names no file"}}
	}
	return nil
}
