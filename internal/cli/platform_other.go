//go:build !windows

package cli

import (
	"errors"
	"os"
	"syscall"
)

// environment is the process's.
func environment() func(string) string { return os.Getenv }

// isReaderGone reports whether a write failed because the reader of a pipe has closed it.
func isReaderGone(err error) bool { return errors.Is(err, syscall.EPIPE) }

// isPortTaken reports whether another program listens on the port.
func isPortTaken(err error) bool { return errors.Is(err, syscall.EADDRINUSE) }
