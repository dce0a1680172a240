package credential

import (
	"fmt"
	"os"
	"runtime"
)

// readKeys reads a file that keeps keys, and remembers to warn of one that others
// can read or write. Windows keeps no such mode.
func (r *resolver) readKeys(path string) ([]byte, error) {
	content, err := readFile(path, maxFile)
	if err != nil || runtime.GOOS == "windows" {
		return content, err
	}
	if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o077 != 0 {
		r.warnings = append(r.warnings, fmt.Sprintf("%s keeps keys and is open to other users (mode %04o): chmod 600 it", r.shown(path), info.Mode().Perm()))
	}
	return content, nil
}
