package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"syscall"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

const (
	columns = 80
	lines   = 60 // more than a scene has, so that nothing scrolls
)

// shell types commands into a terminal and runs them there.
type shell struct {
	home, program string
	environment   []string
	terminal      *vt.Emulator
	drawn         func() // called for each part of what a program writes, may be nil
}

func newShell(home, program, language string) *shell {
	s := &shell{home: home, program: program}
	s.environment = []string{
		"HOME=" + home, "PATH=/usr/bin:/bin", "TERM=xterm-256color", "LANG=C.UTF-8", "LINKWANCTL_LANG=" + language,
	}
	s.clear()
	return s
}

func (s *shell) clear() { s.terminal = vt.NewEmulator(columns, lines) }

func (s *shell) line(text string) { _, _ = s.terminal.WriteString(text + "\r\n") }

func (s *shell) prompt(command string) { s.line("\x1b[32m$\x1b[m " + command) }

// run runs a command, whose words have no quotes, until it ends.
func (s *shell) run(command string) error {
	words := strings.Fields(command)
	run := exec.Command(s.program, words[1:]...) //nolint:gosec // a command of the scene
	run.Dir, run.Env = s.home, s.environment
	window, err := pty.StartWithSize(run, &pty.Winsize{Rows: lines, Cols: columns})
	if err != nil {
		return err
	}
	defer func() { _ = window.Close() }()
	var said bytes.Buffer
	if err := s.show(io.TeeReader(window, &said)); err != nil {
		return err
	}
	if err := run.Wait(); err != nil {
		return fmt.Errorf("%s: %w: %s", command, err, said.String())
	}
	return nil
}

// show writes to the terminal what the program writes, and calls drawn for each part that came.
func (s *shell) show(output io.Reader) error {
	for part := make([]byte, 4096); ; {
		n, err := output.Read(part)
		_, _ = s.terminal.Write(part[:n])
		if s.drawn != nil {
			s.drawn()
		}
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, syscall.EIO): // EIO: Linux, once nobody has the other end
			return nil
		case err != nil:
			return err
		}
	}
}

// screen is what a terminal shows, row by row, without the empty ones at its end.
type screen [][]uv.Cell

func (s *shell) screen() screen {
	var all screen
	filled := 0
	for y := range lines {
		var row []uv.Cell
		for x := range columns {
			if cell := s.terminal.CellAt(x, y); cell != nil {
				row = append(row, *cell)
			}
		}
		all = append(all, row)
		if strings.TrimSpace(textOf(row)) != "" {
			filled = y + 1
		}
	}
	return all[:filled]
}

func (s screen) last() string {
	if len(s) == 0 {
		return ""
	}
	return textOf(s[len(s)-1])
}

// textOf is a row's text: a cell beside a wide one has none.
func textOf(row []uv.Cell) string {
	var text strings.Builder
	for _, cell := range row {
		text.WriteString(cell.Content)
	}
	return text.String()
}
