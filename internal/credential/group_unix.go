//go:build unix

package credential

import (
	"os/exec"
	"syscall"
)

// ownGroup lets a cancelled context end the command together with whatever it has started.
func ownGroup(process *exec.Cmd) {
	process.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	process.Cancel = func() error { return syscall.Kill(-process.Process.Pid, syscall.SIGKILL) }
}
