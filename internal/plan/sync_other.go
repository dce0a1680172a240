//go:build !windows

package plan

import (
	"errors"
	"syscall"
)

// cannotSync reports whether Sync failed because the file is on no disk.
func cannotSync(err error) bool {
	return errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP)
}
