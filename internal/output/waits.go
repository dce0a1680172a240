package output

import (
	"context"
	"slices"
	"time"

	"github.com/mattn/go-runewidth"

	"linkwanctl/internal/i18n"
)

const (
	waitAfter = time.Second            // shorter waits are not shown
	waitEvery = 250 * time.Millisecond // between two looks at what is waited for
)

// Waits shows on the last line of Err's terminal what a command waits for, once that takes more
// than a second, and takes it away again. It is safe for use by several goroutines; a nil *Waits
// shows nothing.
type Waits struct {
	printer *Printer
	now     func() time.Time
	sleep   func(context.Context, time.Duration) error
	open    []*wait // in the order in which they began
	stop    context.CancelFunc
}

type wait struct {
	since time.Time
	text  func(seconds int) i18n.Text
}

// Waits begins to show what is waited for. It gives nil where that would disturb: Err is no
// terminal, or has one document, or nothing is to be shown.
func (p *Printer) Waits(now func() time.Time, sleep func(context.Context, time.Duration) error) *Waits {
	if p.last.width == nil || p.quiet || p.form != Table {
		return nil
	}
	return &Waits{printer: p, now: now, sleep: sleep}
}

// Begin begins a wait. Since is when its work began, maybe with other waits before it; text says
// what is waited for, and how long.
func (w *Waits) Begin(since time.Time, text func(seconds int) i18n.Text) (end func()) {
	if w == nil {
		return func() {}
	}
	begun := &wait{since, text}
	w.printer.mu.Lock()
	defer w.printer.mu.Unlock()
	if w.open = append(w.open, begun); len(w.open) == 1 {
		ctx, stop := context.WithCancel(context.Background())
		w.stop = stop
		go w.watch(ctx)
	}
	return func() { w.end(begun) }
}

func (w *Waits) end(ended *wait) {
	w.printer.mu.Lock()
	defer w.printer.mu.Unlock()
	w.open = slices.DeleteFunc(w.open, func(other *wait) bool { return other == ended })
	if len(w.open) == 0 {
		w.stop()
		w.printer.drawLocked("", 0)
	}
}

func (w *Waits) watch(ctx context.Context) {
	for w.sleep(ctx, waitEvery) == nil && ctx.Err() == nil {
		w.draw(ctx)
	}
}

// draw shows the wait of what has taken longest, of several for the same thing the latest.
func (w *Waits) draw(ctx context.Context) {
	w.printer.mu.Lock()
	defer w.printer.mu.Unlock()
	if ctx.Err() != nil {
		return
	}
	shown := w.open[0]
	for _, other := range w.open[1:] {
		if !other.since.After(shown.since) {
			shown = other
		}
	}
	if waited := w.now().Sub(shown.since); waited > waitAfter {
		line := w.printer.last.fitted(Escape(w.printer.language.Say(shown.text(int(waited.Seconds())))))
		w.printer.drawLocked(line, runewidth.StringWidth(line))
	}
}
