package credential

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"unicode/utf8"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

const (
	maxFile  = 1 << 20  // a config.json or credentials file, in bytes
	maxToken = 64 << 10 // an OIDC token's file, in bytes
)

// readFile reads a regular file of at most limit bytes, and returns its mode too. Its errors say
// why, without the path and without any content; fs.ErrNotExist is kept.
func readFile(path string, limit int64) (content []byte, mode fs.FileMode, err error) {
	// Opening a pipe without a writer would block forever.
	info, err := os.Stat(path)
	if err != nil {
		return nil, 0, bare(err)
	}
	if !info.Mode().IsRegular() {
		return nil, 0, i18n.Errorf("is not a regular file")
	}
	file, err := os.Open(path) //nolint:gosec // the user's own configuration names it
	if err != nil {
		return nil, 0, bare(err)
	}
	defer func() { _ = file.Close() }()
	content, err = io.ReadAll(io.LimitReader(file, limit+1))
	if err != nil {
		return nil, 0, bare(err)
	}
	if int64(len(content)) > limit {
		return nil, 0, i18n.Errorf("is larger than %d KiB", limit>>10)
	}
	return content, info.Mode(), nil
}

// bare removes the path from an error of os: the message already has it, in a shorter form.
func bare(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// shown is a path as the user would write it, with ~ for the home directory where shells take it.
func (r *resolver) shown(path string) string {
	if runtime.GOOS == "windows" {
		return text.Cut(path, maxForeign)
	}
	if rest, err := filepath.Rel(r.Home, path); r.Home != "" && err == nil && filepath.IsLocal(rest) {
		path = "~" + string(filepath.Separator) + rest
	}
	return text.Cut(path, maxForeign)
}

// position turns an offset into a line and a column, both from 1, the column in characters.
func position(content []byte, offset int64) (line, column int) {
	before := string(content[:max(0, min(offset, int64(len(content))))])
	start := strings.LastIndexByte(before, '\n') + 1
	return strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[start:]) + 1
}

// noHome is a file of a home directory that is not known.
func noHome(names ...string) string {
	home := "~"
	if runtime.GOOS == "windows" {
		home = "%USERPROFILE%"
	}
	return filepath.Join(append([]string{home}, names...)...)
}
