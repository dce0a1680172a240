package cli

import (
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

func TestNoCoreIsDumped(t *testing.T) { //nolint:paralleltest // it is about the process
	PrepareCrash()
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_CORE, &limit); err != nil || limit.Cur != 0 {
		t.Errorf("cores may have %d bytes, %v", limit.Cur, err)
	}
	if dumpable, err := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0); err != nil || dumpable != 0 {
		t.Errorf("dumpable is %d, %v", dumpable, err)
	}
}
