package main

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// A person at a Windows console, as wine has it, sees Han text and colour, answers, and ends a
// question with Ctrl-C. test/wine/run runs it, with the program that LINKWANCTL_WINE names.
func TestAQuestionInAWindowsConsole(t *testing.T) { //nolint:paralleltest // one console at a time
	program := os.Getenv("LINKWANCTL_WINE")
	if program == "" {
		t.Skip("test/wine/run runs it")
	}
	for _, c := range []struct {
		name, typed, shown string
		code               int
	}{
		{"Ctrl-C", "\x03", "\x1b[31mlinkwanctl:\x1b[0m interrupted; nothing was changed", 130},
		{"yes", "y\r", "125 冷链网关  deleted", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			cmd := exec.CommandContext(ctx, "wine", program, "--sandbox", "joinperm", "delete", "125")
			person, console := terminal(t)
			keepReturns(t, console)
			cmd.Stdin, cmd.Stdout, cmd.Stderr = console, console, console
			cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			_ = console.Close()
			var shown strings.Builder
			for part := make([]byte, 4096); ; {
				n, err := person.Read(part)
				shown.Write(part[:n])
				if err != nil {
					break
				}
				if c.typed != "" && strings.Contains(shown.String(), "Delete 冷链网关 (125) in the sandbox? [y/N]") {
					if _, err := person.WriteString(c.typed); err != nil {
						t.Fatal(err)
					}
					c.typed = ""
				}
			}
			_ = cmd.Wait()
			if cmd.ProcessState.ExitCode() != c.code || !strings.Contains(shown.String(), c.shown) {
				t.Errorf("exit code %d, %q", cmd.ProcessState.ExitCode(), shown.String())
			}
		})
	}
}

// keepReturns has a terminal hand over the Return key as it is, as wine does too, only later.
func keepReturns(t *testing.T, console *os.File) {
	t.Helper()
	state, err := unix.IoctlGetTermios(int(console.Fd()), unix.TCGETS)
	if err != nil {
		t.Fatal(err)
	}
	state.Iflag &^= unix.ICRNL
	state.Lflag &^= unix.ICANON
	if err := unix.IoctlSetTermios(int(console.Fd()), unix.TCSETS, state); err != nil {
		t.Fatal(err)
	}
}
