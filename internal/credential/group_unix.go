//go:build unix

package credential

import (
	"os/exec"
	"syscall"
)

// runGroup runs the command so that a cancelled context ends it together with whatever it has
// started.
func runGroup(process *exec.Cmd) error {
	process.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	process.Cancel = func() error { return syscall.Kill(-process.Process.Pid, syscall.SIGKILL) }
	return process.Run()
}
