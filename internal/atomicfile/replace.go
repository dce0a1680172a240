// Package atomicfile is the one way in which a file is locked and replaced, on every platform. It
// owns locks between processes, replacement as a whole, and the safe opening of files that the
// program keeps for itself. It does not know their contents, and prints nothing.
package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"linkwanctl/internal/i18n"
)

// File is a new file that takes the place of an old one as a whole, with Commit, or not at all,
// with Discard: a reader sees the one or the other, even after a loss of power. Its mode is 0600.
type File struct {
	file   *os.File
	lock   *Lock // shows other processes that it is in use; nil without locks
	target string
}

// errNotRegular is for a directory, a device or a pipe, which cannot be replaced.
var errNotRegular = i18n.Errorf("not a regular file")

// Create begins a new file beside the one that the path names, or, where that is a
// symbolic link, beside the link's target. It first removes what processes that
// were killed have left in the directory.
func Create(path string) (*File, error) {
	target, err := Target(path)
	if err != nil {
		return nil, err
	}
	if info, err := os.Lstat(target); err == nil && !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "write", Path: target, Err: errNotRegular}
	}
	dir := filepath.Dir(target)
	removeLeftovers(dir)
	file, lock, err := createTemporary(dir)
	return &File{file: file, lock: lock, target: target}, err
}

// Target gives the file that a path means: symbolic links are followed, to a file
// that need not exist, which filepath.EvalSymlinks would refuse.
func Target(path string) (string, error) {
	const most = 40 // as Linux has it
	for range most {
		info, err := os.Lstat(path)
		if errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode()&fs.ModeSymlink == 0 {
			return path, nil
		}
		if err != nil {
			return "", err
		}
		next, err := os.Readlink(path)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(next) {
			next = filepath.Join(filepath.Dir(path), next)
		}
		path = next
	}
	return "", i18n.Errorf("too many symbolic links")
}

// Write adds to the new file.
func (f *File) Write(p []byte) (int, error) { return f.file.Write(p) }

// Commit puts the new file into its place, once it is on the disk. Where that
// fails the old one is as it was.
func (f *File) Commit() error {
	defer f.lock.Release()
	err := errors.Join(f.file.Sync(), f.file.Close())
	if err == nil {
		err = rename(f.file.Name(), f.target)
	}
	if err != nil {
		_ = os.Remove(f.file.Name())
		return err
	}
	syncDirectory(filepath.Dir(f.target))
	return nil
}

// Discard leaves the old file as it is.
func (f *File) Discard() {
	_ = f.file.Close()
	_ = os.Remove(f.file.Name())
	f.lock.Release()
}

// Replace gives a file new contents, as a whole or not at all.
func Replace(path string, data []byte) error {
	f, err := Create(path)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		f.Discard()
		return err
	}
	return f.Commit()
}

// OpenToRead opens a file that Replace may replace meanwhile.
func OpenToRead(path string) (file *os.File, err error) {
	err = unlessUsed(func() error {
		file, err = os.Open(path) //nolint:gosec // the caller names the file
		return err
	})
	return file, err
}
