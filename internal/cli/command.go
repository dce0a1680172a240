package cli

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"syscall"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

// The exit codes of a command that was not run, as in shells.
const (
	exitCannotRun = 126
	exitNotFound  = 127
)

// takeSignals passes signals on until stop is called. The keys of a terminal send theirs to the other
// program too.
func (a *app) takeSignals(signals chan<- os.Signal) (stop func()) {
	if a.TakeSignals == nil {
		return func() {}
	}
	attended := a.StdinIsTerminal || a.StdoutIsTerminal || a.StderrIsTerminal
	return a.TakeSignals(func(signal os.Signal) bool {
		if isKey(signal) && attended {
			return true
		}
		select {
		case signals <- signal:
		default:
		}
		return true
	})
}

// runCommand runs a user's command with the streams of this process and ends with its exit code.
func (s *session) runCommand(command, environment []string, signals <-chan os.Signal) error {
	process := exec.Command(command[0], command[1:]...) //nolint:gosec // the user names it
	process.Env = environment
	process.Stdin, process.Stdout, process.Stderr = s.app.Stdin, unwatched(s.app.Stdout), unwatched(s.app.Stderr)
	if err := process.Start(); err != nil {
		return s.own(notRun(command[0], err))
	}
	ended := make(chan struct{})
	go func() {
		for {
			select {
			case signal := <-signals:
				_ = process.Process.Signal(signal) // Windows has none to send: the console does
			case <-ended:
				return
			}
		}
	}()
	_ = process.Wait() // its state says more
	close(ended)
	if code := exitCodeOf(process.ProcessState); code != exitDone {
		return exitOnly(code)
	}
	return nil
}

// exitCodeOf is the exit code as a shell gives it.
func exitCodeOf(state *os.ProcessState) int {
	if status, is := state.Sys().(syscall.WaitStatus); is && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return state.ExitCode()
}

// notRun is the failure of a command that cannot be started.
func notRun(command string, err error) *failure {
	f := &failure{Failure: output.Failure{Code: "CannotRun", Outcome: notSent}}
	if errors.Is(err, exec.ErrNotFound) || errors.Is(err, fs.ErrNotExist) {
		f.Title, f.ExitCode = i18n.T("cannot run %s: command not found", command), exitNotFound
		return f
	}
	var path *fs.PathError
	var search *exec.Error
	switch {
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &search):
		err = search.Err
	}
	f.Title, f.ExitCode = i18n.T("cannot run %s: %s", command, err), exitCannotRun
	return f
}
