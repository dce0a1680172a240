package output

import (
	"bytes"
	"strings"
	"testing"
)

// A cell of a megabyte is whole, and no other line is filled up to its width: neither in a grid,
// nor in a list that is longer than what sizes its columns.
func TestAHugeCellMovesItsOwnLineAlone(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("huge inputs take long under the race detector")
	}
	huge := strings.Repeat("凭", 1<<20)
	g := Grid{Columns: []string{"id", "name", "class"}, Rows: [][]string{{"1", "alpha", "A"}, {"22", huge, "B"}, {"3", "凭证一", "C"}, {"4"}}}
	want := "ID  NAME    CLASS\n1   alpha   A\n22  " + huge + "  B\n3   凭证一  C\n4\n"
	if drawn := g.draw(&Printer{}); string(drawn) != want {
		t.Errorf("%d bytes, want %d: %.60q", len(drawn), len(want), strings.ReplaceAll(string(drawn), huge, "HUGE"))
	}
	if drawn := (Grid{Rows: g.Rows}).draw(&Printer{}); len(drawn) != len(want)-len("ID  NAME    CLASS\n") {
		t.Errorf("without a header: %.60q", strings.ReplaceAll(string(drawn), huge, "HUGE"))
	}
	var out bytes.Buffer
	p, _ := New(Options{Out: &out, Err: &out})
	rows, err := p.Rows([]Column{{Label: "id"}, {Label: "name"}, {Label: "class"}})
	if err != nil {
		t.Fatal(err)
	}
	for i := range sizingRows + 2 {
		if err := rows.Add(nil, g.Rows[i%3]); err != nil {
			t.Fatal(err)
		}
		if i == 5 {
			g.Rows[1] = []string{"22", "beta", "B"}
		}
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	if most := 2*len(huge) + 100*sizingRows; out.Len() > most {
		t.Errorf("the list has %d bytes, want at most %d", out.Len(), most)
	}
}
