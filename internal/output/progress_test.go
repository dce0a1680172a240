package output

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/mattn/go-runewidth"

	"linkwanctl/internal/i18n"
)

// tickingClock is a clock that the test moves.
type tickingClock struct{ t time.Time }

func (c *tickingClock) now() time.Time { return c.t }

func shownProgress(t *testing.T, o Options, mode string, onTerminal bool) (*Progress, *tickingClock, *bytes.Buffer) {
	t.Helper()
	var errs bytes.Buffer
	o.Out, o.Err = io.Discard, &errs
	p, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	clock := &tickingClock{time.Date(2026, 11, 23, 13, 0, 0, 0, time.UTC)}
	return p.Progress(mode, i18n.Raw("applying"), onTerminal, clock.now), clock, &errs
}

func TestBarShowsWhatIsDoneFailedAndLeft(t *testing.T) {
	t.Parallel()
	g, clock, errs := shownProgress(t, Options{}, ProgressAuto, true)
	g.Update(1, 200, 0)
	if errs.Len() > 0 {
		t.Errorf("short work shows %q", errs)
	}
	clock.t = clock.t.Add(20 * time.Second)
	g.Update(100, 200, 1)
	if want := clearLine + "applying " + strings.Repeat("━", 30) + "  100/200  5.0/s  1 failed  20 s left"; errs.String() != want {
		t.Errorf("got %q, want %q", errs, want)
	}
	errs.Reset()
	g.Update(101, 200, 1)
	if errs.Len() > 0 {
		t.Errorf("it is drawn again at once: %q", errs)
	}
	g.printer.Warn(i18n.Raw("careful"))
	if got := errs.String(); !strings.HasPrefix(got, clearLine+"linkwanctl: warning: careful\napplying ") {
		t.Errorf("a warning overwrites the bar: %q", got)
	}
	errs.Reset()
	g.Done()
	g.printer.Warn(i18n.Raw("later"))
	if got := errs.String(); got != clearLine+"linkwanctl: warning: later\n" {
		t.Errorf("after the end: %q", got)
	}
}

func TestBarDimsWhatIsLeft(t *testing.T) {
	t.Parallel()
	if got, want := bar(1, 3, 30, true), strings.Repeat("━", 10)+"\x1b[2m"+strings.Repeat("━", 20)+"\x1b[0m"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := bar(0, 0, 30, false); got != strings.Repeat("━", 30) {
		t.Errorf("of nothing: %q", got)
	}
}

func TestPlainProgressIsALineEveryTenSeconds(t *testing.T) {
	t.Parallel()
	g, clock, errs := shownProgress(t, Options{}, ProgressAuto, false)
	for done := 1; done <= 25; done++ {
		clock.t = clock.t.Add(time.Second)
		g.Update(done, 100, 0)
	}
	g.Done()
	if want := "applying  10/100  1.0/s  90 s left\napplying  20/100  1.0/s  80 s left\n"; errs.String() != want {
		t.Errorf("got %q, want %q", errs, want)
	}
}

func TestProgressIsSilentWhereItWouldDisturb(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]Options{"json": {Form: JSON}, "yaml": {Form: YAML}, "quiet": {Quiet: true}, "none": {}} {
		mode := ProgressBar
		if name == "none" {
			mode = ProgressNone
		}
		g, clock, errs := shownProgress(t, o, mode, true)
		clock.t = clock.t.Add(time.Hour)
		g.Update(1, 2, 0)
		g.Done()
		if errs.Len() > 0 {
			t.Errorf("%s: %q", name, errs)
		}
	}
}

// From 40 columns on the line has the rate and the time left, and never reaches the last column.
func TestBarFitsEveryTerminal(t *testing.T) {
	t.Parallel()
	for width := 40; width <= 200; width++ {
		for _, c := range []struct{ done, total, failed int }{{1, 10, 0}, {142, 200, 1}, {9999, 10000, 12}, {700, 10000, 700}} {
			figures := figures(nil, c.done, c.total, c.failed, 33*time.Minute)
			line, cells := barLine("applying", c.done, c.total, figures, width-1, false)
			if got := runewidth.StringWidth(line); got != cells || got >= width {
				t.Fatalf("%d columns: a line of %d, said to be %d: %s", width, got, cells, line)
			}
			if !strings.Contains(line, "/s ") || !strings.HasSuffix(line, "left") {
				t.Fatalf("%d columns: %s", width, line)
			}
			if hasBar := strings.Contains(line, "━"); width >= 80 && !hasBar {
				t.Fatalf("%d columns: no bar: %s", width, line)
			}
		}
	}
}

// A terminal that becomes narrower breaks the line that is there into several.
func TestBarClearsWhatANarrowerTerminalBroke(t *testing.T) {
	t.Parallel()
	width := 100
	g, clock, errs := shownProgress(t, Options{ErrWidth: func() int { return width }}, ProgressAuto, true)
	clock.t = clock.t.Add(20 * time.Second)
	g.Update(100, 200, 0) // 65 columns
	errs.Reset()
	width, clock.t = 40, clock.t.Add(time.Second)
	g.Update(105, 200, 0)
	if want := "\r\x1b[1A\x1b[Japplying  105/200  "; !strings.HasPrefix(errs.String(), want) {
		t.Errorf("got %q, want %q…", errs, want)
	}
	errs.Reset()
	clock.t = clock.t.Add(time.Second)
	g.Update(110, 200, 0)
	if !strings.HasPrefix(errs.String(), clearLine+"applying") {
		t.Errorf("the next time: %q", errs)
	}
}

func TestTimeLeftHasTheUnitOfItsLength(t *testing.T) {
	t.Parallel()
	for seconds, want := range map[float64]string{0: "0 s left", 119: "119 s left", 120: "2 min left", 7000: "117 min left", 7200: "2 h 0 min left", 9000: "2 h 30 min left"} {
		if got := TimeLeft(seconds); got.String() != want {
			t.Errorf("%g: %s, want %s", seconds, got, want)
		}
	}
}
