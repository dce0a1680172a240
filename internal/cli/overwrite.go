package cli

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"linkwanctl/internal/text"
)

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
