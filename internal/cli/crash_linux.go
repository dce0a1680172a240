package cli

import "golang.org/x/sys/unix"

// undumpable covers what the limit does not: the kernel pipes a core to a handler whatever the
// limit is. From then on no other process of the same user can read this one's memory or
// environment either.
func undumpable() { _ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0) }
