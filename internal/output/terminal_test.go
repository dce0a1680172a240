package output

import (
	"bytes"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"
)

// wide is a terminal of that many columns.
func wide(columns int) func() int { return func() int { return columns } }

// terminalList is what a list of the sample permissions writes to both streams.
func terminalList(t *testing.T, o Options) (out, errs string) {
	t.Helper()
	var outs, err bytes.Buffer
	o.Out, o.Err = &outs, &err
	p, failed := New(o)
	if failed != nil {
		t.Fatal(failed)
	}
	var columns []Column
	for _, label := range permissions().Columns {
		columns = append(columns, Column{Name: label, Label: label, Keep: label == "Name" || label == "State"})
	}
	rows, failed := p.Rows(columns)
	if failed != nil {
		t.Fatal(failed)
	}
	for _, row := range permissions().Rows {
		if err := rows.Add(struct{}{}, row); err != nil {
			t.Fatal(err)
		}
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	return outs.String(), err.String()
}

func TestAListHidesTheLastColumnsThatDoNotFitAndSaysWhich(t *testing.T) {
	t.Parallel()
	for width, want := range map[int]struct{ header, note string }{
		200: {"ID   NAME        CLASS  BAND            RX DELAY  DATA RATE  JOIN EUI          STATE     RENTER", ""},
		98:  {"ID   NAME        CLASS  BAND            RX DELAY  DATA RATE  JOIN EUI          STATE     RENTER", ""},
		97:  {"ID   NAME        CLASS  BAND            RX DELAY  DATA RATE  JOIN EUI          STATE", "1 column hidden (Renter): --wide\n"},
		60:  {"ID   NAME        CLASS  BAND            RX DELAY  STATE", "3 columns hidden (Data rate, Join EUI, Renter): --wide\n"},
		10:  {"ID   NAME        STATE", "6 columns hidden (Class, Band, Rx delay, Data rate, Join EUI, Renter): --wide\n"},
		0:   {"ID   NAME        CLASS  BAND            RX DELAY  DATA RATE  JOIN EUI          STATE     RENTER", ""}, // unknown
	} {
		out, errs := terminalList(t, Options{Width: wide(width)})
		header, rows, _ := strings.Cut(out, "\n")
		if header != want.header || errs != want.note {
			t.Errorf("%d columns: %q, and on stderr %q", width, header, errs)
		}
		for line := range strings.Lines(rows) {
			if got := runewidth.StringWidth(strings.TrimSuffix(line, "\n")); width >= 60 && got > width {
				t.Errorf("%d columns: a line of %d: %s", width, got, line)
			}
		}
	}
}

// What a script reads, and what a person asked for, has every column.
func TestNothingIsHiddenFromAPipeNorWhereItWasAskedFor(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]Options{
		"a pipe":    {ErrWidth: wide(40)},
		"--wide":    {Width: wide(40), Wide: true},
		"--columns": {Width: wide(40), Columns: permissions().Columns},
	} {
		if out, errs := terminalList(t, o); out != permissionsTable || errs != "" {
			t.Errorf("%s: %s%s", name, out, errs)
		}
	}
	if out, errs := terminalList(t, Options{Width: wide(40), Form: CSV}); !strings.HasPrefix(out, strings.Join(permissions().Columns, ",")+"\n") || errs != "" {
		t.Errorf("csv: %s%s", out, errs)
	}
}

func TestASingleThingIsShownFromTopToBottomOnATerminal(t *testing.T) {
	t.Parallel()
	grid := Grid{Columns: []string{"ID", "name", "renter"}, Rows: [][]string{{"123", "凭证\x1b1", ""}}}
	const lines, row = "ID      123\nname    凭证\\x1b1\nrenter\n", "ID   NAME       RENTER\n123  凭证\\x1b1\n"
	for name, c := range map[string]struct {
		o    Options
		one  bool
		want string
	}{
		"one":             {Options{Width: wide(200)}, true, lines},
		"width unknown":   {Options{Width: wide(0)}, true, lines},
		"a pipe":          {Options{}, true, row},
		"without headers": {Options{Width: wide(200), NoHeaders: true}, true, "123  凭证\\x1b1\n"},
		"a row that fits": {Options{Width: wide(22)}, false, row},
		"too wide":        {Options{Width: wide(21)}, false, lines},
	} {
		var out bytes.Buffer
		c.o.Out, c.o.Err = &out, &out
		p, err := New(c.o)
		if err != nil {
			t.Fatal(err)
		}
		g := grid
		g.One = c.one
		if err := p.Result(Result{Grid: g}); err != nil || out.String() != c.want {
			t.Errorf("%s: %v\n%swant\n%s", name, err, out.String(), c.want)
		}
	}
}

func TestAnItemIsShownFromTopToBottomWithTheColumnsThatWereAskedFor(t *testing.T) {
	t.Parallel()
	columns := []Column{{Name: "Id", Label: "ID"}, {Name: "Name", Label: "name"}, {Name: "Nodes", Label: "nodes", Wide: true}}
	for name, c := range map[string]struct {
		o    Options
		want string
	}{
		"terminal":  {Options{Width: wide(5)}, "ID    1\nname  凭证\n"},
		"--wide":    {Options{Width: wide(5), Wide: true}, "ID     1\nname   凭证\nnodes  3\n"},
		"--columns": {Options{Width: wide(5), Columns: []string{"nodes"}}, "nodes  3\n"},
		"a pipe":    {Options{}, "ID  NAME\n1   凭证\n"},
	} {
		var out bytes.Buffer
		c.o.Out, c.o.Err = &out, &out
		p, _ := New(c.o)
		rows, err := p.Item(columns)
		if err != nil {
			t.Fatal(err)
		}
		if err := rows.Add(struct{}{}, []string{"1", "凭证", "3"}); err != nil {
			t.Fatal(err)
		}
		if err := rows.Close(); err != nil || out.String() != c.want {
			t.Errorf("%s: %v, %s", name, err, out.String())
		}
	}
}

// A list hides by what its first rows need, and its later rows have the same columns.
func TestALongListHasTheSameColumnsToItsEnd(t *testing.T) {
	t.Parallel()
	var out, errs bytes.Buffer
	p, _ := New(Options{Out: &out, Err: &errs, Width: wide(8)})
	rows, err := p.Rows([]Column{{Label: "id"}, {Label: "long"}, {Label: "on", Keep: true}})
	if err != nil {
		t.Fatal(err)
	}
	for range sizingRows + 2 {
		if err := rows.Add(struct{}{}, []string{"1", "abc", "y"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	if want := "ID  ON\n" + strings.Repeat("1   y\n", sizingRows+2); out.String() != want || errs.String() != "1 column hidden (long): --wide\n" {
		t.Errorf("got %.40q … %q, %q", out.String(), out.String()[max(0, out.Len()-20):], errs.String())
	}
}

// Several results on a narrow terminal lose what they can spare, the last column first, unless all
// or others are asked for.
func TestAGridHidesWhatItCanSpareAndSaysWhich(t *testing.T) {
	t.Parallel()
	grid := Grid{
		Columns: []string{"permission", "changed", "success", "code"}, Spare: []int{1, 3},
		Rows: [][]string{{"123", "enabled", "true", ""}, {"999", "–", "false", "NonExistent"}},
	}
	const whole = "PERMISSION  CHANGED  SUCCESS  CODE"
	for _, c := range []struct {
		o            Options
		header, note string
	}{
		{Options{Width: wide(41)}, whole, ""},
		{Options{Width: wide(40)}, "PERMISSION  CHANGED  SUCCESS", "1 column hidden (code): -o wide\n"},
		{Options{Width: wide(20)}, "PERMISSION  SUCCESS", "2 columns hidden (changed, code): -o wide\n"},
		{Options{Width: wide(20), Form: Wide}, whole, ""},
		{Options{Width: wide(20), Columns: []string{"changed", "code", "success"}}, "CHANGED  CODE         SUCCESS", ""},
		{Options{Width: wide(0)}, whole, ""},
		{Options{}, whole, ""},
	} {
		var out, errs bytes.Buffer
		c.o.Out, c.o.Err = &out, &errs
		p, err := New(c.o)
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Result(Result{Document: grid.Rows, Grid: grid}); err != nil {
			t.Fatal(err)
		}
		if header, _, _ := strings.Cut(out.String(), "\n"); header != c.header || errs.String() != c.note {
			t.Errorf("%q, and on stderr %q, want %q and %q", header, errs.String(), c.header, c.note)
		}
	}
}
