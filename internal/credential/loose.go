package credential

import (
	"runtime"

	"linkwanctl/internal/i18n"
)

// readKeys reads a file that keeps keys, and remembers to warn of one that others
// can read or write. Windows keeps no such mode.
func (r *resolver) readKeys(path string) ([]byte, error) {
	content, mode, err := readFile(path, maxFile)
	if err == nil && runtime.GOOS != "windows" && mode.Perm()&0o077 != 0 {
		r.warnings = append(r.warnings, i18n.T("%s contains keys and other users can access it (mode %04o): run chmod 600 on it", r.shown(path), mode.Perm()))
	}
	return content, err
}
