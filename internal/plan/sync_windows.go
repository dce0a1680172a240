package plan

import "os"

// cannotSync reports whether Sync fails because the file is on no disk, such as NUL, a console or a
// pipe.
func cannotSync(f *os.File, _ error) bool {
	info, err := f.Stat()
	return err == nil && !info.Mode().IsRegular()
}
