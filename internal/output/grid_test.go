package output

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

func permissions() Grid {
	return Grid{
		Columns: []string{"ID", "Name", "Class", "Band", "Rx delay", "Data rate", "Join EUI", "State", "Renter"},
		Rows: [][]string{
			{"123", "凭证1", "A", "101 CN470 same", "1 s", "4 (SF8)", "d896e0efff000000", "enabled", "–"},
			{"124", "parking_b1", "C", "101 CN470 same", "1 s", "4 (SF8)", "d896e0efff000000", "enabled", "some-user"},
			{"125", "冷链网关", "A", "201 AS923 same", "5 s", "2 (SF10)", "00000000000000a1", "disabled", "–"},
		},
	}
}

const permissionsTable = `ID   NAME        CLASS  BAND            RX DELAY  DATA RATE  JOIN EUI          STATE     RENTER
123  凭证1       A      101 CN470 same  1 s       4 (SF8)    d896e0efff000000  enabled   –
124  parking_b1  C      101 CN470 same  1 s       4 (SF8)    d896e0efff000000  enabled   some-user
125  冷链网关    A      201 AS923 same  5 s       2 (SF10)   00000000000000a1  disabled  –
`

func drawn(t *testing.T, g Grid, k ink) string {
	t.Helper()
	return string(g.draw(&Printer{outInk: k}))
}

func TestGridAlignsHanTextByItsWidth(t *testing.T) {
	t.Parallel()
	if got := drawn(t, permissions(), false); got != permissionsTable {
		t.Errorf("got\n%swant\n%s", got, permissionsTable)
	}
}

// The table library looks at the locale when the process starts, so that this takes a process for
// each.
func TestGridIsTheSameInEveryLocale(t *testing.T) {
	t.Parallel()
	if os.Getenv("LINKWANCTL_TEST_LOCALE") != "" {
		// The child.
		fmt.Print(drawn(t, Grid{Rows: [][]string{{"–→…─", "x"}, {"abcdef", "x"}}}, false) + "|" + pad("–", 2) + "|\n")
		return
	}
	for _, locale := range [][]string{
		{"LC_ALL=C"},
		{"LC_ALL=zh_CN.UTF-8", "LANG=zh_CN.UTF-8"},
		{"LC_ALL=ja_JP.UTF-8", "TERM=linux"},
		{"RUNEWIDTH_EASTASIAN=1"},
	} {
		child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestGridIsTheSameInEveryLocale$")
		// Under the race detector a process waits a second before it ends.
		child.Env = append([]string{"LINKWANCTL_TEST_LOCALE=1", "GORACE=atexit_sleep_ms=0"}, locale...)
		got, err := child.Output()
		if err != nil {
			t.Fatalf("%v: %v", locale, err)
		}
		if want := "–→…─    x\nabcdef  x\n|– |\n"; !strings.HasPrefix(string(got), want) {
			t.Errorf("%v: got\n%swant\n%s", locale, got, want)
		}
	}
}

func TestGridEscapesItsCells(t *testing.T) {
	t.Parallel()
	got := drawn(t, Grid{
		Columns: []string{"na\x1bme", "after"},
		Rows:    [][]string{{"a\nb\x1b[2J", "x"}, {"\u202egpj.exe", "x"}, {"100% %s |", "x"}},
	}, false)
	want := `NA\x1bME       AFTER
a\nb\x1b[2J    x
\u202egpj.exe  x
100% %s |      x
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestGridLeavesNoBlanksAtTheEndOfALine(t *testing.T) {
	t.Parallel()
	got := drawn(t, Grid{Columns: []string{"a", "b", "c"}, Rows: [][]string{{"1", "", ""}, {"2"}, {"", "", ""}, {" in", "x ", "long one"}}}, false)
	want := "A    B   C\n1\n2\n\n in  x   long one\n"
	if got != want {
		t.Errorf("got\n%q want\n%q", got, want)
	}
}

func TestGridCutsAndWrapsNothing(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("凭证 and words, ", 100) + "end"
	if got, want := drawn(t, Grid{Rows: [][]string{{long, "x"}}}, false), long+"  x\n"; got != want {
		t.Errorf("got %q want %q", got, want)
	}
}

func TestGridWithoutRowsOrColumns(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		grid Grid
		want string
	}{
		{"neither", Grid{}, ""},
		{"no rows", Grid{Columns: []string{"Id", "Name"}}, "ID  NAME\n"},
		{"no columns", Grid{Rows: [][]string{{"region", "cn-shanghai"}, {"id", "1"}}}, "region  cn-shanghai\nid      1\n"},
	} {
		if got := drawn(t, c.grid, false); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestGridMakesNothingBoldButItsHeader(t *testing.T) {
	t.Parallel()
	got := drawn(t, Grid{Columns: []string{"Id", "Name"}, Rows: [][]string{{"1", "凭证"}}}, true)
	if want := "\x1b[1mID  NAME\x1b[0m\n1   凭证\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := drawn(t, Grid{Rows: [][]string{{"1"}}}, true); got != "1\n" {
		t.Errorf("without a header: got %q", got)
	}
}
