package cli

import (
	"os"
	"strconv"

	"golang.org/x/term"

	"linkwanctl/internal/output"
)

// widthOf is the width of the terminal that a file is, 0 if it is none or does not know it.
func widthOf(file *os.File) int {
	width, _, err := term.GetSize(int(file.Fd()))
	if err != nil {
		return 0
	}
	return width
}

// redraws reports whether a line on stderr can be drawn anew.
func (a *app) redraws() bool { return a.StderrIsTerminal && a.Getenv("TERM") != "dumb" }

// redrawsResult reports whether the result is a table that can be drawn anew.
func (s *session) redrawsResult() bool {
	return output.Form(s.settings.Output) == output.Table && s.app.StdoutIsTerminal && s.app.Getenv("TERM") != "dumb"
}

// terminalWidth gives the function that asks for the width of a stream, nil if that is no terminal.
// A terminal that does not know its width, as on a serial line, has that of COLUMNS.
func (a *app) terminalWidth(isTerminal bool, width func() int) func() int {
	if !isTerminal {
		return nil
	}
	return func() int {
		if width != nil {
			if known := width(); known > 0 {
				return known
			}
		}
		columns, err := strconv.Atoi(a.Getenv("COLUMNS"))
		if err != nil {
			return 0
		}
		return max(0, columns)
	}
}
