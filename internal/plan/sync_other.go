//go:build !windows

package plan

import (
	"errors"
	"os"
	"syscall"
)

// cannotSync reports whether Sync fails because the file is on no disk, such as a pipe.
func cannotSync(_ *os.File, err error) bool {
	return errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP)
}
