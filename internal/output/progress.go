package output

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/mattn/go-runewidth"

	"linkwanctl/internal/i18n"
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
	barCells    = 30
	fewestCells = 5                      // of a bar that says something
	barAfter    = 2 * time.Second        // shorter work shows none
	barEvery    = 100 * time.Millisecond // between two drawings
	plainEvery  = 10 * time.Second
)

// Progress shows how far long work is, on Err. It is safe for use by several goroutines.
type Progress struct {
	printer      *Printer
	mode         string
	what         string
	now          func() time.Time
	start, shown time.Time
}

// Progress begins to show the progress of some work: what names it, "applying". In JSON and YAML,
// and with Quiet, nothing is shown: Err has one document there.
func (p *Printer) Progress(mode string, what i18n.Text, onTerminal bool, now func() time.Time) *Progress {
	if mode == ProgressAuto {
		mode = ProgressPlain
		if onTerminal {
			mode = ProgressBar
		}
	}
	if p.quiet || p.form.Documents() {
		mode = ProgressNone
	}
	return &Progress{printer: p, mode: mode, what: p.language.Say(what), now: now, start: now(), shown: now()}
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
		p.drawLocked(barLine(g.what, done, total, figures(p.language, done, total, failed, now.Sub(g.start)), p.last.room(), p.errInk))
	case g.mode == ProgressPlain && now.Sub(g.shown) >= plainEvery:
		p.writeErrLocked([]byte(g.what + gap + strings.Join(figures(p.language, done, total, failed, now.Sub(g.start)), gap) + "\n"))
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
	p.drawLocked("", 0)
}

// barLine is the line with the bar, and its width. What has no room goes in this order: cells of the
// bar, the bar, the name of the work, a blank of each gap, the number of the failed.
func barLine(what string, done, total int, figures []string, room int, k ink) (line string, cells int) {
	numbers := strings.Join(figures, gap)
	named := what + gap + numbers
	cells = runewidth.StringWidth(named)
	if wide := min(barCells, room-cells-1); wide >= fewestCells {
		return what + " " + bar(done, total, wide, k) + gap + numbers, cells + 1 + wide
	}
	shorter := []string{named, numbers, strings.Join(figures, " ")}
	if failedAt := 2; len(figures) > failedAt+1 {
		shorter = append(shorter, strings.Join(slices.Delete(slices.Clone(figures), failedAt, failedAt+1), " "))
	}
	for _, line = range shorter {
		if cells = runewidth.StringWidth(line); cells <= room {
			return line, cells
		}
	}
	line = runewidth.Truncate(line, room, "…")
	return line, runewidth.StringWidth(line)
}

// bar is the drawn part, of that many cells: what is done, and what is left in dim.
func bar(done, total, cells int, k ink) string {
	full := 0
	if total > 0 {
		full = min(cells, done*cells/total)
	}
	return strings.Repeat("━", full) + k.dim(strings.Repeat("━", cells-full))
}

// figures are the numbers beside the bar: 142/200, 5.0/s, 1 failed, 12 s left.
func figures(language *i18n.Catalogue, done, total, failed int, took time.Duration) []string {
	all := []string{fmt.Sprintf("%d/%d", done, total)}
	if done == 0 || took <= 0 {
		return all
	}
	rate := float64(done) / took.Seconds()
	all = append(all, fmt.Sprintf("%.1f/s", rate))
	if failed > 0 {
		all = append(all, language.Say(i18n.T("%d failed", failed)))
	}
	return append(all, language.Say(TimeLeft(float64(total-done)/rate)))
}

// TimeLeft says how many seconds are left, in the unit that a person would use.
func TimeLeft(seconds float64) i18n.Text {
	minutes := int(math.Ceil(seconds / 60))
	switch {
	case seconds < 120:
		return i18n.T("%.0f s left", seconds)
	case minutes < 120:
		return i18n.T("%d min left", minutes)
	}
	return i18n.T("%d h %d min left", minutes/60, minutes%60)
}
