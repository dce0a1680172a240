package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/vt"
)

// It runs the whole scene, about 8 s in each language.
func TestThePicturesAreWhatTheProgramShows(t *testing.T) {
	t.Parallel()
	drawn, err := draw()
	if err != nil {
		t.Fatal(err)
	}
	if len(drawn) != len(languages)*len(themes) {
		t.Errorf("%d pictures were drawn", len(drawn))
	}
	for name, svg := range drawn {
		kept, err := os.ReadFile(filepath.Join(pictures, name))
		if err != nil {
			t.Fatal(err)
		}
		if svg != string(kept) {
			t.Errorf("%s is not what the program shows now: make picture, and look at it\n%s", name, firstDifference(svg, string(kept)))
		}
	}
}

func firstDifference(now, kept string) string {
	was := strings.Split(kept, "\n")
	for i, line := range strings.Split(now, "\n") {
		if i >= len(was) || line != was[i] {
			return fmt.Sprintf("line %d is now: %s", i+1, line)
		}
	}
	return "it is shorter now"
}

func TestACellIsWhereTheTerminalHasIt(t *testing.T) {
	t.Parallel()
	s := shell{terminal: vt.NewEmulator(columns, lines)}
	s.line("凭a \x1b[1mb\x1b[m→ \x1b[31mc\x1b[m \x1b[2m━━\x1b[m")
	svg := themes[0].svg(languages[0], []screen{s.screen()})
	for _, want := range []string{
		`<text x="14.0" y="28.5">凭</text>`,
		`<text x="30.8" y="28.5">a</text>`, // two cells on
		`<text x="47.6" y="28.5" class="b">b</text>`,
		`<text x="56.0" y="28.5">→</text>`,
		`<text x="72.8" y="28.5" style="fill:#cf222e">c</text>`,
		`<rect x="89.6" y="23.5" width="16.8" height="2.5" class="f" fill="#1f2328"/>`,
	} {
		if !strings.Contains(svg, want) {
			t.Errorf("not there: %s\n%s", want, svg)
		}
	}
}

func TestWhatARunHasAnewIsDrawnAsUsual(t *testing.T) {
	t.Parallel()
	s := shell{terminal: vt.NewEmulator(columns, lines)}
	s.line("凭证1 0A000000-0000-0000-0000-00000000000F  5/7  9.9/s  9 s left 剩余 9 秒 7")
	got := strings.TrimSpace(textOf(usually(s.screen()[0])))
	if want := "凭证1 60E6F27B-45E8-4FE2-ADB5-230F8DB9313B  5/7  1.6/s  1 s left 剩余 1 秒 7"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
