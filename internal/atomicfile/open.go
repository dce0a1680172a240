package atomicfile

import (
	"errors"
	"io/fs"
	"os"

	"linkwanctl/internal/i18n"
)

var errLink = i18n.Errorf("it is a symbolic link")

// Open opens a file that the program keeps for itself, to read and write, and makes it with mode
// 0600 where needed. It refuses what another user may have put in its place so that another file is
// read or written: a symbolic link, a file with more names, a pipe, another user's file.
func Open(path string) (*os.File, error) {
	return open(path, os.O_CREATE)
}

func open(path string, create int) (*os.File, error) {
	var f *os.File
	err := unlessUsed(func() (err error) {
		f, err = os.OpenFile(path, os.O_RDWR|create|safeFlags, 0o600) //nolint:gosec // a name of the program's own
		return err
	})
	if err != nil {
		return nil, linkRefused(path, err)
	}
	info, err := f.Stat()
	switch {
	case err != nil:
	case !info.Mode().IsRegular():
		err = errNotRegular
	default:
		err = private(path, info)
	}
	if err != nil {
		_ = f.Close()
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	return f, nil
}

// OwnFolder makes a folder, with those above it, where it is missing, and refuses
// one that is a symbolic link or another user's.
func OwnFolder(dir string) error {
	info, err := os.Lstat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return os.MkdirAll(dir, 0o700)
	}
	switch {
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		err = errLink
	case !info.IsDir():
		err = i18n.Errorf("it is not a directory")
	default:
		err = owned(info)
	}
	if err != nil {
		return &fs.PathError{Op: "open", Path: dir, Err: err}
	}
	return nil
}
