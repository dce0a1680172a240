//go:build unix

// Command peak runs a command and prints its largest resident set in kB. A process that is started
// by a large one counts that one's memory as its own peak until it executes; this one is small.
package main

import (
	"os"
	"strconv"
	"syscall"
)

func main() {
	null, err := syscall.Open("/dev/null", syscall.O_RDWR, 0)
	if err != nil {
		fail("open /dev/null", err)
	}
	run, err := syscall.ForkExec(os.Args[1], os.Args[1:], &syscall.ProcAttr{Env: os.Environ(), Files: []uintptr{uintptr(null), uintptr(null), 2}}) //nolint:gosec // the command that it is given
	if err != nil {
		fail("start", err)
	}
	var status syscall.WaitStatus
	var usage syscall.Rusage
	if _, err := syscall.Wait4(run, &status, 0, &usage); err != nil {
		fail("wait", err)
	}
	_, _ = os.Stdout.WriteString(strconv.FormatInt(usage.Maxrss, 10) + "\n")
	os.Exit(status.ExitStatus())
}

func fail(what string, err error) {
	_, _ = os.Stderr.WriteString("peak: " + what + ": " + err.Error() + "\n")
	os.Exit(1)
}
