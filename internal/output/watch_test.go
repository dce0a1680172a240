package output

import (
	"bytes"
	"io"
	"testing"
)

// What was added is there when Settle returns, in every form, and a table's later rows keep its
// columns.
func TestWatchedRowsComeOneByOne(t *testing.T) {
	t.Parallel()
	columns := append([]Column{{Name: "Event", Label: "event"}}, Column{Name: "Id", Label: "ID"}, Column{Name: "Name", Label: "name"})
	add := func(rows *Rows, event, id string) {
		if err := rows.Add(map[string]string{"Event": event, "Id": id, "Name": "n<" + id}, []string{event, id, "n<" + id}); err != nil {
			t.Fatal(err)
		}
		if err := rows.Settle(); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		options      Options
		first, later string
	}{
		{Options{}, "EVENT  ID    NAME\n+      1000  n<1000\n", "-      1     n<1\n"},
		{Options{Columns: []string{"name"}}, "EVENT  NAME\n+      n<1000\n", "-      n<1\n"},
		{Options{Columns: []string{"name", "event"}, NoHeaders: true}, "n<1000  +\n", "n<1     -\n"},
		{Options{Form: JSON}, `{"Event":"+","Id":"1000","Name":"n<1000"}` + "\n", `{"Event":"-","Id":"1","Name":"n<1"}` + "\n"},
		{Options{Form: CSV, Columns: []string{"ID"}}, "Event,Id\n'+,1000\n", "'-,1\n"},
		{Options{Form: YAML, Columns: []string{"ID"}}, "- Event: \"+\"\n  Id: \"1000\"\n  Name: \"n<1000\"\n", "- Event: \"-\"\n  Id: \"1\"\n  Name: \"n<1\"\n"},
		{Options{Form: JSON, Quiet: true}, "", ""},
	} {
		var out bytes.Buffer
		c.options.Out, c.options.Err = &out, io.Discard
		p, err := New(c.options)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := p.Watch(columns)
		if err != nil {
			t.Fatal(err)
		}
		add(rows, "+", "1000")
		if out.String() != c.first {
			t.Errorf("%+v: it begins with\n%swant\n%s", c.options, out.String(), c.first)
		}
		add(rows, "-", "1")
		if err := rows.Close(); err != nil || out.String() != c.first+c.later {
			t.Errorf("%+v: it is\n%swant\n%s%s%v", c.options, out.String(), c.first, c.later, err)
		}
	}
}

// A watch has no end at which columns could be hidden or told: the first rows decide.
func TestAWatchHidesWhatDoesNotFitAndSaysSoAtOnce(t *testing.T) {
	t.Parallel()
	var out, errs bytes.Buffer
	p, err := New(Options{Out: &out, Err: &errs, Width: wide(20)})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := p.Watch([]Column{{Name: "Event", Label: "event"}, {Name: "Id", Label: "ID", Keep: true}, {Name: "Name", Label: "name"}})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := rows.Add(struct{}{}, []string{"+", "1000", "longer than the room"}); err != nil {
			t.Fatal(err)
		}
		if err := rows.Settle(); err != nil {
			t.Fatal(err)
		}
		if got := errs.String(); got != "1 column hidden (name): --wide\n" {
			t.Errorf("stderr has %q", got)
		}
	}
	if want := "EVENT  ID\n+      1000\n+      1000\n"; out.String() != want {
		t.Errorf("it is\n%swant\n%s", out.String(), want)
	}
	if err := rows.Close(); err != nil || errs.String() != "1 column hidden (name): --wide\n" {
		t.Errorf("at the end stderr has %q, %v", errs.String(), err)
	}
}
