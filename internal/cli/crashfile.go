package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"linkwanctl/internal/i18n"
)

const (
	// crashTime begins the name of a crash file, so that names sort by age.
	crashTime = "crash-20060102T150405.000Z"
	// crashNames matches those names and no other file's.
	crashNames = "crash-[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]T[0-9][0-9][0-9][0-9][0-9][0-9].[0-9][0-9][0-9]Z-*.txt"
	// mostCrashes is how many crash files are kept.
	mostCrashes = 10
)

// keepStack writes the stack of a panic to a file in the state directory and gives its path. The
// file has no argument and no value.
func (a *app) keepStack(c *caught) (path string, err error) {
	folder := a.stateDir()
	if folder == "" {
		return "", i18n.Errorf("no home directory")
	}
	defer func() {
		var at *fs.PathError
		if errors.As(err, &at) {
			err = i18n.Errorf("%s: %w", at.Op, at.Err) // the path may be anything
		}
	}()
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	file, err := os.CreateTemp(folder, a.Now().UTC().Format(crashTime)+"-*.txt") // for the user alone
	if err != nil {
		return "", err
	}
	_, err = fmt.Fprintf(file, "linkwanctl %s, commit %s, built %s, %s %s/%s\ncommand: %s\npanic: %s\n\n%s\n",
		a.Build.Version, a.Build.Commit, a.Build.Date, runtime.Version(), runtime.GOOS, runtime.GOARCH,
		cmp.Or(a.command, "linkwanctl"), c.kind(), strings.Join(c.trace(), "\n"))
	if err := errors.Join(err, file.Close()); err != nil {
		_ = os.Remove(file.Name())
		return "", err
	}
	dropOldCrashes(folder)
	return file.Name(), nil
}

// dropOldCrashes removes all crash files but the newest. What cannot be removed waits for the next
// crash.
func dropOldCrashes(folder string) {
	entries, _ := os.ReadDir(folder) // by name, the oldest first
	var names []string
	for _, entry := range entries {
		if ours, _ := filepath.Match(crashNames, entry.Name()); ours && entry.Type().IsRegular() {
			names = append(names, entry.Name())
		}
	}
	for _, name := range names[:max(0, len(names)-mostCrashes)] {
		_ = os.Remove(filepath.Join(folder, name))
	}
}
