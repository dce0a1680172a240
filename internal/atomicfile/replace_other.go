//go:build !windows

package atomicfile

import "os"

// unlessUsed opens a file, whoever has it open too.
func unlessUsed(open func() error) error { return open() }

func rename(from, to string) error { return os.Rename(from, to) }

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
