package plan

import (
	"errors"

	"golang.org/x/sys/windows"
)

// cannotSync reports whether Sync failed because the file is on no disk: NUL or a console.
func cannotSync(err error) bool {
	return errors.Is(err, windows.ERROR_INVALID_FUNCTION) || errors.Is(err, windows.ERROR_INVALID_HANDLE) || errors.Is(err, windows.ERROR_NOT_SUPPORTED)
}
