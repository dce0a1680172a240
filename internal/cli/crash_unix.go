//go:build unix

package cli

import (
	"runtime/debug"
	"syscall"
)

// PrepareCrash makes Go's runtime end with SIGABRT (exit code 134) when it cannot recover, for
// example from a lack of memory. By default it ends with 2, which promises that nothing was sent.
// No core is ever dumped, because keys are in the memory; only the soft limit is lowered, so that a
// command that fetches credentials can raise it again.
func PrepareCrash() {
	var limit syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_CORE, &limit) == nil {
		limit.Cur = 0
		_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &limit) // lowering it is always allowed
	}
	undumpable()
	debug.SetTraceback("crash")
}
