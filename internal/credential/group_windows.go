package credential

import (
	"os/exec"

	"golang.org/x/sys/windows"
)

// runGroup runs the command in a job, so that a cancelled context ends it together with whatever it
// has started.
func runGroup(process *exec.Cmd) error {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return process.Run()
	}
	defer func() { _ = windows.CloseHandle(job) }()
	process.Cancel = func() error {
		_ = windows.TerminateJobObject(job, 1)
		return process.Process.Kill() // for one that is in no job
	}
	if err := process.Start(); err != nil {
		return err
	}
	_ = process.Process.WithHandle(func(handle uintptr) { _ = windows.AssignProcessToJobObject(job, windows.Handle(handle)) })
	return process.Wait()
}
