package cli

import (
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/windows"
)

// environment is the process's, where old consoles are dumb terminals and the display language is
// the locale. Windows ignores the case of a variable's name, and so does os.Getenv.
func environment() func(string) string {
	escapes := showsEscapes(os.Stdout) && showsEscapes(os.Stderr)
	return func(name string) string {
		value := os.Getenv(name)
		switch {
		case name == "TERM" && !escapes:
			return "dumb"
		case name == "LANG" && value == "":
			return displayLanguage()
		}
		return value
	}
}

// showsEscapes has a console obey escape sequences, as Windows Terminal does anyway. It reports
// false for a console that would show them, before Windows 10. What is written to a console as UTF-8
// needs no code page: Go's runtime hands over UTF-16.
func showsEscapes(stream *os.File) bool {
	console, mode := windows.Handle(stream.Fd()), uint32(0)
	if windows.GetConsoleMode(console, &mode) != nil || mode&windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING != 0 {
		return true
	}
	return windows.SetConsoleMode(console, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}

// displayLanguage is the first of the user's languages, such as zh-CN.
func displayLanguage() string {
	languages, err := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME)
	if err != nil || len(languages) == 0 {
		return ""
	}
	return languages[0]
}

// isReaderGone reports whether a write failed because the reader of a pipe has closed it.
func isReaderGone(err error) bool {
	return errors.Is(err, windows.ERROR_BROKEN_PIPE) || errors.Is(err, windows.ERROR_NO_DATA) ||
		errors.Is(err, windows.ERROR_PIPE_NOT_CONNECTED) || errors.Is(err, syscall.EPIPE)
}

// isPortTaken reports whether another program listens on the port.
func isPortTaken(err error) bool { return errors.Is(err, windows.WSAEADDRINUSE) }
