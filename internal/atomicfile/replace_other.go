//go:build !windows

package atomicfile

import "os"

// unlessUsed does it: a file that is open elsewhere can be replaced and read.
func unlessUsed(do func() error) error { return do() }

// syncDirectory asks for the rename to reach the disk; some file systems cannot,
// and the file is whole either way.
func syncDirectory(dir string) {
	d, err := os.Open(dir) //nolint:gosec // the directory of the file that the user names
	if err != nil {
		return
	}
	_ = d.Sync()
	_ = d.Close()
}
