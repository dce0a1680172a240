//go:build unix

package cli

import (
	"runtime/debug"
	"syscall"
)

// PrepareCrash decides how Go's runtime ends what nothing can recover, such as a lack of memory: by
// SIGABRT, which is exit code 134. Left to itself it ends with 2, which promises that nothing was
// sent. No core is dumped, whatever ends the process, because keys are in its memory; only the soft
// limit is lowered, so that a command that fetches credentials may raise it for itself again.
func PrepareCrash() {
	var limit syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_CORE, &limit) == nil {
		limit.Cur = 0
		_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &limit) // lowering it is always allowed
	}
	undumpable()
	debug.SetTraceback("crash")
}
