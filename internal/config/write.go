package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// errEnded tells that the wait for another process was given up.
var errEnded = errors.New("interrupted while another process changes it")

// hold makes the file's directory where needed and locks it, so that two processes that change the file do it one
// after the other. It gives the file that is meant: a symbolic link is followed, not replaced.
func hold(path string, ended <-chan struct{}) (target string, unlock func(), err error) {
	if target, err = followLinks(path); err != nil {
		return "", nil, err
	}
	dir := filepath.Dir(target)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", nil, err
	}
	unlock, err = lock(dir, ended)
	return target, unlock, err
}

// followLinks ends at a file that need not exist, which filepath.EvalSymlinks would refuse.
func followLinks(path string) (string, error) {
	const most = 40 // as Linux has it
	for range most {
		info, err := os.Lstat(path)
		if errors.Is(err, fs.ErrNotExist) {
			return path, nil
		}
		if err != nil {
			return "", err
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			return path, regular(path, info)
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
	return "", errors.New("too many symbolic links")
}

func regular(path string, info fs.FileInfo) error {
	if info.Mode().IsRegular() {
		return nil
	}
	return &fs.PathError{Op: "write", Path: path, Err: errors.New("not a regular file")}
}

// replace puts a new file of mode 0600 in place of the old one: a reader sees one or the other, and so does who
// starts the machine again after it lost power.
func replace(target string, data []byte) (err error) {
	temp, err := os.CreateTemp(filepath.Dir(target), ".config-*.tmp")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = temp.Close()
			_ = os.Remove(temp.Name())
		}
	}()
	if _, err = temp.Write(data); err != nil {
		return err
	}
	if err = temp.Sync(); err != nil {
		return err
	}
	if err = temp.Close(); err != nil {
		return err
	}
	if err = os.Rename(temp.Name(), target); err != nil {
		return err
	}
	syncDirectory(filepath.Dir(target))
	return nil
}

// syncDirectory asks for the rename to reach the disk; some file systems cannot, and the file is whole either way.
func syncDirectory(dir string) {
	d, err := os.Open(dir) //nolint:gosec // The directory of the file that the user names.
	if err != nil {
		return
	}
	_ = d.Sync()
	_ = d.Close()
}
