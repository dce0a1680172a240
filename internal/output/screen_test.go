package output

import (
	"bytes"
	"strings"
	"testing"

	"linkwanctl/internal/i18n"
)

// drawnScreen is a screen on a terminal of a width that the test may change.
func drawnScreen(t *testing.T, o Options) (draw func(cells ...string) string, p *Printer, width *int) {
	t.Helper()
	var out, errs bytes.Buffer
	width = new(int)
	*width = 40
	o.Out, o.Err = &out, &errs
	o.Width = func() int { return *width }
	o.ErrWidth = o.Width
	p, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	screen := p.Screen()
	return func(cells ...string) string {
		out.Reset()
		g := Grid{Columns: []string{"id", "name"}}
		for i, cell := range cells {
			g.Rows = append(g.Rows, []string{string(rune('1' + i)), cell})
		}
		if err := screen.Draw(g, i18n.Raw("2 min left\x07")); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}, p, width
}

func TestAScreenIsDrawnInPlaceOfTheLastOne(t *testing.T) {
	t.Parallel()
	draw, _, _ := drawnScreen(t, Options{})
	if got, want := draw("a", "b\x1b[2J"), "ID  NAME\n1   a\n2   b\\x1b[2J\n2 min left\\x07\n"; got != want {
		t.Errorf("the first: %q, want %q", got, want)
	}
	if got, want := draw("a"), "\r\x1b[4A\x1b[JID  NAME\n1   a\n2 min left\\x07\n"; got != want {
		t.Errorf("the next: %q, want %q", got, want)
	}
	if got := draw("a", "b", "c"); !strings.HasPrefix(got, "\r\x1b[3A\x1b[J") {
		t.Errorf("after a shorter one: %q", got)
	}
}

func TestALongLineOfAScreenIsCut(t *testing.T) {
	t.Parallel()
	draw, _, width := drawnScreen(t, Options{Color: true})
	long := strings.Repeat("凭", 30)
	if got := draw(long, "b"); !strings.Contains(got, "1   "+strings.Repeat("凭", 17)+"…\n") {
		t.Errorf("%q", got)
	}
	// The terminal has become narrower: the line of 39 cells takes four lines now.
	*width = 10
	if got := draw("b"); !strings.HasPrefix(got, "\r\x1b[8A\x1b[J") {
		t.Errorf("%q", got)
	}
}

// What was written to the terminal meanwhile is not overwritten.
func TestAScreenIsDrawnBelowAWarning(t *testing.T) {
	t.Parallel()
	draw, p, _ := drawnScreen(t, Options{})
	draw("a")
	p.Warn(i18n.Raw("careful"))
	if got := draw("a"); strings.Contains(got, "\x1b") {
		t.Errorf("%q", got)
	}
	if got := draw("a"); !strings.HasPrefix(got, "\r\x1b[3A\x1b[J") {
		t.Errorf("%q", got)
	}
}

func TestAQuietScreenShowsNothing(t *testing.T) {
	t.Parallel()
	draw, _, _ := drawnScreen(t, Options{Quiet: true})
	if got := draw("a"); got != "" {
		t.Errorf("%q", got)
	}
}

func TestASparklineHasABarForEachValue(t *testing.T) {
	t.Parallel()
	values := []float64{-1, 0, 0.1, 2, 4, 6, 8, 9}
	for want, got := range map[string]string{
		"·▁▂▃▅▇██": Sparkline(values, 8, 8, false), "?_.:=*##": Sparkline(values, 8, 8, true),
		"▇██": Sparkline(values, 8, 3, false), "▁▁": Sparkline([]float64{0, 5}, 0, 8, false), "": Sparkline(nil, 8, 8, false),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
