//go:build unix

package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"linkwanctl/internal/i18n"
)

var errForeign = i18n.Errorf("it belongs to another user")

// safeFlags do not follow a link and do not wait for the other end of a pipe.
const safeFlags = syscall.O_NOFOLLOW | syscall.O_NONBLOCK

// linkRefused turns the error of O_NOFOLLOW into errLink.
func linkRefused(path string, err error) error {
	if errors.Is(err, syscall.ELOOP) {
		return &fs.PathError{Op: "open", Path: path, Err: errLink}
	}
	return err
}

// private refuses an open file that has another name somewhere, or another owner.
func private(_ string, info fs.FileInfo) error {
	if sys, ok := info.Sys().(*syscall.Stat_t); ok && sys.Nlink > 1 {
		return i18n.Errorf("it has more than one hard link")
	}
	return owned(info)
}

// owned refuses what belongs to another user.
func owned(info fs.FileInfo) error {
	if sys, ok := info.Sys().(*syscall.Stat_t); ok && int(sys.Uid) != os.Geteuid() {
		return errForeign
	}
	return nil
}
