package output

import (
	"fmt"
	"strings"
	"time"
)

// How the progress of long work is shown.
const (
	ProgressAuto  = "auto"  // a bar on a terminal, lines elsewhere
	ProgressBar   = "bar"   // one line that is drawn anew
	ProgressPlain = "plain" // a line every 10 s, for a log
	ProgressNone  = "none"
)

// ProgressModes are the modes, in the order in which help and completion show them.
func ProgressModes() []string {
	return []string{ProgressAuto, ProgressBar, ProgressPlain, ProgressNone}
}

const (
	barCells   = 30
	barAfter   = 2 * time.Second        // shorter work shows none
	barEvery   = 100 * time.Millisecond // between two drawings
	plainEvery = 10 * time.Second
	clearLine  = "\r\x1b[K"
)

// Progress shows how far long work is, on Err. It is safe for use by several goroutines.
type Progress struct {
	printer      *Printer
	mode, what   string
	now          func() time.Time
	start, shown time.Time
}

// Progress begins to show the progress of some work: what names it, "applying". In JSON and YAML,
// and with Quiet, nothing is shown: Err has one document there.
func (p *Printer) Progress(mode, what string, onTerminal bool, now func() time.Time) *Progress {
	if mode == ProgressAuto {
		mode = ProgressPlain
		if onTerminal {
			mode = ProgressBar
		}
	}
	if p.quiet || p.form.Documents() {
		mode = ProgressNone
	}
	return &Progress{printer: p, mode: mode, what: what, now: now, start: now(), shown: now()}
}

// Update shows that done of total are done and failed of those failed, if it is time to show
// something.
func (g *Progress) Update(done, total, failed int) {
	p := g.printer
	p.mu.Lock()
	defer p.mu.Unlock()
	now := g.now()
	switch {
	case g.mode == ProgressBar && now.Sub(g.start) >= barAfter && now.Sub(g.shown) >= barEvery:
		p.bar = g.what + " " + bar(done, total, p.errInk) + "  " + figures(done, total, failed, now.Sub(g.start))
		_, _ = p.err.Write([]byte(clearLine + p.bar))
	case g.mode == ProgressPlain && now.Sub(g.shown) >= plainEvery:
		p.writeErrLocked([]byte(g.what + "  " + figures(done, total, failed, now.Sub(g.start)) + "\n"))
	default:
		return
	}
	g.shown = now
}

// Done takes the bar away.
func (g *Progress) Done() {
	p := g.printer
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != "" {
		p.bar = ""
		_, _ = p.err.Write([]byte(clearLine))
	}
}

// bar is the drawn part: what is done, and what is left in dim.
func bar(done, total int, k ink) string {
	full := 0
	if total > 0 {
		full = min(barCells, done*barCells/total)
	}
	return strings.Repeat("━", full) + k.dim(strings.Repeat("━", barCells-full))
}

// figures are the numbers beside the bar: 142/200  5.0/s  1 failed  12 s left.
func figures(done, total, failed int, took time.Duration) string {
	text := fmt.Sprintf("%d/%d", done, total)
	if done == 0 || took <= 0 {
		return text
	}
	rate := float64(done) / took.Seconds()
	text += fmt.Sprintf("  %.1f/s", rate)
	if failed > 0 {
		text += fmt.Sprintf("  %d failed", failed)
	}
	return text + fmt.Sprintf("  %.0f s left", float64(total-done)/rate)
}
