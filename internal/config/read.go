package config

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"runtime"
	"syscall"

	"linkwanctl/internal/atomicfile"
	"linkwanctl/internal/i18n"
)

const longestFile = 128 << 10 // bytes: a thousand contexts; YAML's tree takes hundreds of times as much

// readFile returns the file's bytes and warnings. A missing file is empty, unless the user named
// it.
func readFile(p place, mustExist bool) (data []byte, warning i18n.Text, wrong *Problem) {
	// It waits for a pipe that the user names, but not for one in the default place, which has no
	// writer.
	if !mustExist {
		if info, err := os.Stat(p.path); err == nil && info.Mode()&fs.ModeNamedPipe != 0 {
			return nil, i18n.Text{}, problem(p.path, i18n.T("is a pipe"))
		}
	}
	f, err := atomicfile.OpenToRead(p.path)
	// A service account often has /dev/null or another file as its home.
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		if !mustExist {
			return nil, i18n.Text{}, nil
		}
		absent := Value{Text: p.path, Origin: p.origin, at: p.origin.Where}.problem(flaw{rule: i18n.T("does not exist")})
		return nil, i18n.Text{}, &absent
	}
	if err != nil {
		return nil, i18n.Text{}, unreadable(p, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = syscall.EISDIR // Windows would only say that the function is wrong
	}
	if err != nil {
		return nil, i18n.Text{}, unreadable(p, err)
	}
	data, err = io.ReadAll(io.LimitReader(f, longestFile+1))
	if err != nil {
		return nil, i18n.Text{}, unreadable(p, err)
	}
	if len(data) > longestFile {
		return nil, i18n.Text{}, problem(p.path, i18n.T("is larger than 128 KiB"))
	}
	return bytes.TrimPrefix(data, []byte("\ufeff")), looseMode(p.path, info), nil
}

func unreadable(p place, err error) *Problem {
	return problem(p.path, i18n.T("cannot be read: %s", reason(err)))
}

// looseMode warns of a file that other users can write: they could change the endpoint. They may
// read it, since it has no secrets. Windows has no such mode, and a pipe needs none.
func looseMode(path string, info fs.FileInfo) i18n.Text {
	mode := info.Mode()
	if runtime.GOOS == "windows" || !mode.IsRegular() || mode.Perm()&0o022 == 0 {
		return i18n.Text{}
	}
	return i18n.T("%s can be changed by other users (mode %04o): run chmod 600 on it", path, mode.Perm())
}
