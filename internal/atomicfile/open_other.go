//go:build !unix

package atomicfile

import (
	"io/fs"
	"os"
)

// Nothing here keeps the opening from following a link.
const safeFlags = 0

func linkRefused(_ string, err error) error { return err }

// private refuses a link. Neither owners nor second names can be checked.
func private(path string, _ fs.FileInfo) error {
	if there, err := os.Lstat(path); err == nil && there.Mode()&fs.ModeSymlink != 0 {
		return errLink
	}
	return nil
}

func owned(fs.FileInfo) error { return nil }
