package output

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/mattn/go-runewidth"

	"linkwanctl/internal/i18n"
)

// Screen is a table on Out's terminal that is redrawn in its place. The last one stays. It is
// for one goroutine.
type Screen struct {
	printer *Printer
	cells   []int // of each line that was drawn
	written int   // how often Err had been written to by then
}

// Screen begins one. It is for a terminal alone.
func (p *Printer) Screen() *Screen { return &Screen{printer: p} }

// Draw draws the grid, with lines below it, in place of what was drawn before: or below that, if
// something else has been written to Err since. Lines that are too long are cut. Its errors are
// those of Result. Nothing is drawn if the Printer is quiet.
func (s *Screen) Draw(g Grid, below ...i18n.Text) error {
	p := s.printer
	if p.quiet {
		return nil
	}
	g, err := p.chosen(g, p.columns)
	if err != nil {
		return err
	}
	drawn := string(g.in(p.language).draw(p))
	p.hidden = nil // telling it each time would push the table away
	for _, line := range below {
		drawn += Escape(p.language.Say(line)) + "\n"
	}
	var text strings.Builder
	text.WriteString(s.clear())
	s.cells = s.cells[:0]
	for line := range strings.Lines(drawn) {
		line = s.fitted(strings.TrimSuffix(line, "\n"))
		s.cells = append(s.cells, runewidth.StringWidth(withoutInk(line)))
		text.WriteString(line + "\n")
	}
	err = p.write([]byte(text.String()))
	s.written = p.writes()
	return err
}

// clear goes up to the first line and empties everything from there. On a terminal that has become
// narrower, the lines have been broken into several.
func (s *Screen) clear() string {
	if len(s.cells) == 0 || s.written != s.printer.writes() {
		return ""
	}
	up := 0
	for _, cells := range s.cells {
		up += 1 + max(0, cells-1)/s.width()
	}
	return fmt.Sprintf("\r\x1b[%dA\x1b[J", up)
}

func (s *Screen) width() int {
	if room := s.printer.room(); room > 0 {
		return room
	}
	return 80
}

// fitted cuts a line. One that is coloured loses that if it has to be cut.
func (s *Screen) fitted(line string) string {
	if plain := withoutInk(line); runewidth.StringWidth(plain) > s.width() {
		return runewidth.Truncate(plain, s.width(), "…")
	}
	return line
}

// withoutInk is a line without the codes of ink.
func withoutInk(line string) string {
	if !strings.Contains(line, "\x1b") {
		return line
	}
	return regexp.MustCompile("\x1b\\[[0-9]+m").ReplaceAllString(line, "")
}

// writes is how often Err has been written to.
func (p *Printer) writes() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.errWrites
}
