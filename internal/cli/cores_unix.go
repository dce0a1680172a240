//go:build unix

package cli

import "syscall"

// NoCores keeps the memory of this process, keys included, out of core dumps,
// whatever ends it. It lowers the soft limit alone: a command that fetches
// credentials may raise it for itself again.
func NoCores() {
	var limit syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_CORE, &limit) == nil {
		limit.Cur = 0
		_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &limit) // lowering it is always allowed
	}
	undumpable()
}
