package output

import (
	"fmt"
	"io"

	"github.com/mattn/go-runewidth"
)

// clearLine goes to the beginning of a terminal's line and empties it.
const clearLine = "\r\x1b[K"

// lastLine is the line of Err that is drawn anew while a command works: a progress bar, or what is
// waited for. What is printed meanwhile goes above it. The Printer's mu guards it.
type lastLine struct {
	width  func() int // of Err's terminal, nil for none
	text   string     // "" for no line
	cells  int        // its width
	paused bool       // a result is being written, maybe to the same terminal
}

// room is how wide the line may be. A terminal's last column stays empty, since some of them begin
// the next line as soon as it is written.
func (l *lastLine) room() int {
	if l.width != nil {
		if width := l.width(); width > 0 {
			return width - 1
		}
	}
	return 79
}

// clear takes the line away. On a terminal that has become narrower since it was drawn, it has been
// broken into several.
func (l *lastLine) clear() string {
	if above := max(0, l.cells-1) / (l.room() + 1); l.text != "" && above > 0 {
		return fmt.Sprintf("\r\x1b[%dA\x1b[J", above)
	}
	return clearLine
}

// drawLocked shows a line of that many cells, or with "" takes it away. The caller must have locked
// mu.
func (p *Printer) drawLocked(text string, cells int) {
	before := p.last.text
	if p.last.paused || before == text {
		return
	}
	cleared := p.last.clear()
	p.last.text, p.last.cells = text, cells
	_, _ = p.err.Write([]byte(cleared + text))
}

// ClearLine takes away what another Printer of this process may have drawn on Err's last line. It is
// for the last words of a command that is interrupted.
func (p *Printer) ClearLine() {
	if p.last.width != nil && !p.form.Documents() {
		p.writeErr(clearLine)
	}
}

// fitted cuts a line to the room that there is.
func (l *lastLine) fitted(line string) string { return runewidth.Truncate(line, l.room(), "…") }

// resultWriter is Out. A result may go to the same terminal as the last line, which makes way for
// it and is not drawn while a line of the result is not whole.
type resultWriter struct {
	printer *Printer
	out     io.Writer
}

func (w *resultWriter) Write(text []byte) (int, error) {
	w.pause(true)
	n, err := w.out.Write(text) // mu is not locked: a pager may block this for ever
	if n > 0 && text[n-1] == '\n' {
		w.pause(false)
	}
	return n, err
}

func (w *resultWriter) pause(on bool) {
	w.printer.mu.Lock()
	defer w.printer.mu.Unlock()
	if on {
		w.printer.drawLocked("", 0)
	}
	w.printer.last.paused = on
}
