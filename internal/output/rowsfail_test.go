package output

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"math"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

func TestFailedListIsNoDocument(t *testing.T) {
	t.Parallel()
	readers := map[Form]func([]byte) error{
		JSON: func(b []byte) error { var v any; return json.Unmarshal(b, &v) },
		YAML: func(b []byte) error { var v any; return yaml.Unmarshal(b, &v) },
	}
	for form, read := range readers {
		for _, n := range []int{1, 3} {
			for name, fail := range map[string]func(*Rows){
				"abandoned": (*Rows).Abandon,
				"failed":    func(r *Rows) { r.printer.Fail(refused()) },
				"both":      func(r *Rows) { r.Abandon(); r.printer.Fail(refused()) },
				"item refused": func(r *Rows) {
					_ = r.Add(map[string]float64{"a": math.NaN()}, nil)
					_ = r.Close()
					r.Abandon()
				},
			} {
				out, rows := listed(t, Options{Form: form}, n)
				fail(rows)
				if err := read(out.Bytes()); err == nil || !strings.HasSuffix(out.String(), "\n") {
					t.Errorf("%s of %d rows, %s: gives %v for\n%.400s", form, n, name, err, out)
				}
				if err := rows.Close(); err == nil {
					t.Errorf("%s of %d rows, %s: Close gives no error", form, n, name)
				}
			}
		}
	}
}

func TestFailedListOfTextHoldsWholeLinesOrNothing(t *testing.T) {
	t.Parallel()
	out, rows := listed(t, Options{Form: CSV}, 3)
	rows.Abandon()
	if records, err := csv.NewReader(bytes.NewReader(out.Bytes())).ReadAll(); err != nil || len(records) != 4 {
		t.Errorf("CSV holds %q, %v", records, err)
	}
	out, rows = listed(t, Options{}, sizingRows-1)
	rows.Abandon()
	if out.Len() > 0 {
		t.Errorf("the table holds %.100q", out)
	}
}

func TestFailedListWithoutRowsWritesNothing(t *testing.T) {
	t.Parallel()
	for _, o := range []Options{{}, {Form: JSON}, {Form: YAML}, {Form: CSV}, {Form: JSON, Query: "@"}, {Form: YAML, Quiet: true}} {
		out, rows := listed(t, o, 0)
		rows.Abandon()
		if out.Len() > 0 {
			t.Errorf("%+v: got %q", o, out)
		}
	}
}

func TestAbandonAfterCloseChangesNothing(t *testing.T) {
	t.Parallel()
	for _, form := range []Form{Table, JSON, YAML, CSV} {
		out, rows := listed(t, Options{Form: form}, 2)
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
		want := out.String()
		rows.Abandon()
		rows.printer.Fail(refused())
		if err := errors.Join(rows.Add("x", nil), rows.Close()); !errors.Is(err, errEnded) || out.String() != want {
			t.Errorf("%s: got %v and\n%swant\n%s", form, err, out, want)
		}
	}
}

func TestRowThatCannotBeWrittenIsAnErrorAndStaysOne(t *testing.T) {
	t.Parallel()
	for _, form := range []Form{Table, JSON, YAML, CSV} {
		p, err := New(Options{Out: fullDisk{}, Err: io.Discard, Form: form})
		if err != nil {
			t.Fatal(err)
		}
		rows, err := p.Rows(permissionColumns())
		if err != nil {
			t.Fatal(err)
		}
		added, flushed := rows.Add(map[string]string{}, []string{"1"}), rows.Flush()
		again, closed := rows.Add(map[string]string{}, []string{"1"}), rows.Close()
		if form == Table { // nothing is written before Close
			added, flushed, again = nil, errDisk, errDisk
		}
		if added != nil || !errors.Is(flushed, errDisk) || !errors.Is(again, errDisk) || !errors.Is(closed, errDisk) {
			t.Errorf("%s: Add gives %v, Flush %v, then Add %v, Close %v", form, added, flushed, again, closed)
		}
	}
}

func TestRowThatCannotBeEncodedIsAnError(t *testing.T) {
	t.Parallel()
	for _, o := range []Options{{Form: JSON}, {Form: YAML}, {Form: CSV}, {Query: "@"}} {
		out, rows := listed(t, o, 0)
		err := rows.Add(math.Inf(1), nil)
		var unsupported *json.UnsupportedValueError
		if !errors.As(err, &unsupported) || !errors.Is(rows.Close(), err) || out.Len() > 0 {
			t.Errorf("%+v: got %v and %q", o, err, out)
		}
	}
}
