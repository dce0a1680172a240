package output

import (
	"bytes"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/sleep"
)

func waitingFor(what string) func(int) i18n.Text {
	return func(seconds int) i18n.Text { return i18n.Raw(fmt.Sprintf("waiting for %s, %d s…", what, seconds)) }
}

// shownWaits is what a person sees of waits on a terminal.
func shownWaits(t *testing.T, o Options) (*Printer, *Waits, func() string) {
	t.Helper()
	var errs bytes.Buffer
	o.Out, o.Err = &errs, &errs
	p, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return p, p.Waits(time.Now, sleep.For), func() string {
		synctest.Wait()
		p.mu.Lock()
		defer p.mu.Unlock()
		defer errs.Reset()
		return errs.String()
	}
}

func TestALongWaitIsShownAndTakenAway(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p, w, shown := shownWaits(t, Options{ErrWidth: wide(30)})
		end := w.Begin(time.Now(), waitingFor("Link WAN"))
		time.Sleep(time.Second)
		if got := shown(); got != "" {
			t.Errorf("after a second: %q", got)
		}
		time.Sleep(time.Second)
		if got := shown(); got != clearLine+"waiting for Link WAN, 1 s…"+clearLine+"waiting for Link WAN, 2 s…" {
			t.Errorf("after two: %q", got)
		}
		inner := w.Begin(time.Now().Add(-2*time.Second), waitingFor("a place in the quota"))
		time.Sleep(waitEvery)
		if got := shown(); got != clearLine+"waiting for a place in the q…" {
			t.Errorf("of two for the same the later one: %q", got)
		}
		inner()
		p.Note(i18n.Raw("a note"))
		if got := shown(); got != clearLine+"a note\nwaiting for a place in the q…" {
			t.Errorf("a note: %q", got)
		}
		if err := p.Text("result"); err != nil {
			t.Error(err)
		}
		if got := shown(); got != clearLine+"result\n" {
			t.Errorf("a result: %q", got)
		}
		time.Sleep(waitEvery)
		if got := shown(); got != clearLine+"waiting for Link WAN, 2 s…" {
			t.Errorf("it goes on: %q", got)
		}
		end()
		time.Sleep(time.Minute)
		if got := shown(); got != clearLine {
			t.Errorf("the end: %q", got)
		}
	})
}

// Several short waits of one call add up.
func TestAWaitCountsFromTheBeginningOfItsCall(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		_, w, shown := shownWaits(t, Options{ErrWidth: wide(80)})
		begun := time.Now()
		for range 4 {
			end := w.Begin(begun, waitingFor("Link WAN"))
			time.Sleep(400 * time.Millisecond)
			end()
		}
		const once = clearLine + "waiting for Link WAN, 1 s…" + clearLine // of the third and of the fourth
		if got := shown(); got != once+once {
			t.Errorf("got %q", got)
		}
	})
}

// A result that is not whole yet would lose its last line.
func TestNoWaitIsShownInTheMiddleOfAResult(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p, w, shown := shownWaits(t, Options{ErrWidth: wide(80)})
		defer w.Begin(time.Now(), waitingFor("Link WAN"))()
		if err := p.write([]byte("half a line")); err != nil {
			t.Error(err)
		}
		time.Sleep(time.Minute)
		if got := shown(); got != "half a line" {
			t.Errorf("got %q", got)
		}
	})
}

func TestWaitsAreSilentWhereTheyWouldDisturb(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]Options{
		"a pipe": {Width: wide(80)}, "quiet": {ErrWidth: wide(80), Quiet: true}, "json": {ErrWidth: wide(80), Form: JSON},
		"yaml": {ErrWidth: wide(80), Form: YAML}, "csv": {ErrWidth: wide(80), Form: CSV},
	} {
		synctest.Test(t, func(t *testing.T) {
			_, w, shown := shownWaits(t, o)
			end := w.Begin(time.Now(), waitingFor("Link WAN"))
			time.Sleep(time.Minute)
			end()
			if got := shown(); got != "" {
				t.Errorf("%s: %q", name, got)
			}
		})
	}
}
