package cli

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"time"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

// editorNamed is the command line of the user's editor, "" if it names none.
func (a *app) editorNamed() string {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if command := strings.TrimSpace(a.Getenv(name)); command != "" {
			return command
		}
	}
	return ""
}

// openEditor opens a file in the user's editor, which has the terminal and its keys until it ends: Ctrl-C
// is the editor's. The ID is that of the permission in the file, for the hint of a failure.
func (a *app) openEditor(path, id string) error {
	command := a.editorNamed()
	if command == "" {
		command = "vi"
		if runtime.GOOS == "windows" {
			command = "notepad"
		}
	}
	words := append(strings.Fields(command), path)
	if runtime.GOOS != "windows" && strings.ContainsAny(command, "'\"\\$`;&|<>(){}*?[]~=#") { // as git does
		words = []string{"sh", "-c", command + ` "$@"`, command, path}
	}
	process := exec.Command(words[0], words[1:]...) //nolint:gosec // the user names the editor
	process.Stdin, process.Stdout, process.Stderr = a.Stdin, unwatched(a.Stderr), unwatched(a.Stderr)
	if a.StdoutIsTerminal { // else it takes the result alone
		process.Stdout = unwatched(a.Stdout)
	}
	if a.TakeSignals != nil {
		defer a.TakeSignals(isKey)()
	}
	leave := a.interrupts.enter(waiting)
	err := process.Run()
	leave()
	time.Sleep(keysArrive)
	var exit *exec.ExitError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &exit):
		return editorFailure(i18n.T("the editor %s failed: %s; nothing was sent", command, exit), id)
	}
	return editorFailure(i18n.T("cannot start the editor %s: %s; nothing was sent", command, err), id)
}

// keysArrive is how long a key that was pressed before the editor ended may take until the process
// receives its signal.
const keysArrive = 200 * time.Millisecond

// isKey reports whether a key of the terminal sends the signal, to every program that has it.
func isKey(s os.Signal) bool { return s == os.Interrupt || s == syscall.SIGQUIT }

func editorFailure(title i18n.Text, id string) *failure {
	return &failure{Failure: output.Failure{
		Title: title, Code: codeEditorFailed, Outcome: notSent, ExitCode: exitUsage,
		Hints: []i18n.Text{anotherEditor(id)},
	}}
}

func anotherEditor(id string) i18n.Text {
	if runtime.GOOS == "windows" {
		return i18n.T("to use another editor, set EDITOR to its command, then run:  linkwanctl joinperm edit %s", id)
	}
	return i18n.T("to use another editor:  EDITOR=nano linkwanctl joinperm edit %s", id)
}

// unwatched is the stream itself, which a process can have without a pipe between them.
func unwatched(w io.Writer) io.Writer {
	if watched, is := w.(*watchedWriter); is {
		return watched.Writer
	}
	return w
}

// editedFile is a file that the user edits, kept until it is removed.
type editedFile struct{ path string }

// newEditedFile makes an empty one that only the user can read.
func (a *app) newEditedFile(pattern string) (editedFile, error) {
	file, err := os.CreateTemp(a.tempDir(), pattern)
	if err != nil {
		return editedFile{}, err
	}
	return editedFile{file.Name()}, file.Close()
}

func (a *app) tempDir() string { return cmp.Or(a.Getenv("TMPDIR"), os.TempDir()) }

func (f editedFile) remove() { _ = os.Remove(f.path) }

// mostEdited is how large an edited file may be, in bytes: it has one permission and comments.
const mostEdited = 1 << 20

// read gives what the editor has left, which may be anything or nothing at the path.
func (f editedFile) read() (string, error) {
	info, err := os.Stat(f.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", i18n.Errorf("it is gone")
	case err != nil:
		return "", err
	case !info.Mode().IsRegular():
		return "", i18n.Errorf("it is not a regular file")
	case info.Size() > mostEdited:
		return "", i18n.Errorf("it has more than 1 MiB")
	}
	edited, err := os.ReadFile(f.path)
	return string(edited), err
}
