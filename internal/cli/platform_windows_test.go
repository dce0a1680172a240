package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"testing"

	"golang.org/x/sys/windows"
)

func TestAReaderThatHasGoneIsKnownByItsErrors(t *testing.T) {
	t.Parallel()
	for _, gone := range []error{windows.ERROR_BROKEN_PIPE, windows.ERROR_NO_DATA, windows.ERROR_PIPE_NOT_CONNECTED} {
		if !isReaderGone(fmt.Errorf("write: %w", &fs.PathError{Op: "write", Path: "stdout", Err: gone})) {
			t.Errorf("%v is another failure", gone)
		}
	}
	for _, other := range []error{windows.ERROR_DISK_FULL, windows.ERROR_ACCESS_DENIED, errors.New("broken"), nil} {
		if isReaderGone(other) {
			t.Errorf("%v is a reader that has gone", other)
		}
	}
}

// A stream that is no console needs no mode: it never says that TERM is dumb.
func TestOnlyAConsoleCanLackEscapes(t *testing.T) {
	t.Parallel()
	file, err := os.Create(t.TempDir() + `\out`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	if !showsEscapes(file) {
		t.Error("a file is an old console")
	}
}

// The locale is the variable's, else Windows' own.
func TestTheDisplayLanguageIsTheLocale(t *testing.T) {
	t.Setenv("lang", "zh_CN.UTF-8")
	if got := environment()("LANG"); got != "zh_CN.UTF-8" {
		t.Errorf("with the variable: %q", got)
	}
	t.Setenv("LANG", "")
	if got := environment()("LANG"); got != displayLanguage() || got == "" {
		t.Errorf("without: %q", got)
	}
}
