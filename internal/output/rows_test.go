package output

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// permitted is an item with everything that a cell can be.
type permitted struct {
	JoinPermissionID string `json:"JoinPermissionId"`
	Name             string `json:"JoinPermissionName"`
	RxDelay          int
	Dispatch         struct{ Destination *string }
	Tags             []string
}

func permittedAt(i int) (permitted, []string) {
	names := []string{"凭证1", "parking_b1", "a\x1bb", "=1+1"}
	p := permitted{JoinPermissionID: strconv.Itoa(1000 + i), Name: names[i%len(names)], RxDelay: i % 16, Tags: []string{"<x>", "y"}}
	return p, []string{p.JoinPermissionID, p.Name, fmt.Sprintf("%d s", p.RxDelay), "–"}
}

// listed gives what Out holds after n rows, and the Printer.
func listed(t *testing.T, o Options, n int) (*bytes.Buffer, *Rows) {
	t.Helper()
	var out bytes.Buffer
	o.Out = &out
	if o.Err == nil {
		o.Err = io.Discard
	}
	p, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := p.Rows(permissionColumns())
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		item, shown := permittedAt(i)
		if err := rows.Add(item, shown); err != nil {
			t.Fatal(err)
		}
	}
	return &out, rows
}

func closed(t *testing.T, o Options, n int) string {
	t.Helper()
	out, rows := listed(t, o, n)
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestRowsAreWhatResultWrites(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 3, sizingRows - 1, sizingRows, sizingRows + 5} {
		r := Result{Grid: Grid{Columns: []string{"ID", "name", "rx delay"}}}
		all := []permitted{}
		for i := range n {
			item, shown := permittedAt(i)
			all = append(all, item)
			r.Grid.Rows = append(r.Grid.Rows, shown[:3])
		}
		r.Document = all
		for _, o := range []Options{
			{Form: JSON},
			{Form: YAML},
			{Form: Table, Color: true},
			{Form: Table, NoHeaders: true},
			{Form: JSON, Query: "length(@)"},
			{Form: YAML, Query: "[?RxDelay==`1`].JoinPermissionName"},
			{Form: Table, Query: "[*].{a: JoinPermissionId}"},
			{Form: CSV, Query: "[*].{a: JoinPermissionId}"},
			{Form: JSON, Quiet: true},
		} {
			if n > 3 && o.Form != Table { // the length matters to tables alone
				continue
			}
			if got, want := closed(t, o, n), printed(t, o, r); got != want {
				t.Errorf("%+v: %d rows give\n%.300swant\n%.300s", o, n, got, want)
			}
		}
	}
}

func TestRowsAsCSVHaveTheAPIsNamesAndValues(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		options Options
		n       int
		want    string
	}{
		{Options{}, 4, "JoinPermissionId,JoinPermissionName,RxDelay\n1000,凭证1,0\n1001,parking_b1,1\n1002,a\\x1bb,2\n1003,'=1+1,3\n"},
		{Options{}, 0, "JoinPermissionId,JoinPermissionName,RxDelay\n"},
		{Options{Wide: true}, 1, "JoinPermissionId,JoinPermissionName,RxDelay,Dispatch.Destination\n1000,凭证1,0,\n"},
		{Options{Columns: []string{"sent to", "ID"}}, 1, "Dispatch.Destination,JoinPermissionId\n,1000\n"},
		{Options{Columns: []string{"sent to"}}, 2, "Dispatch.Destination\n\"\"\n\"\"\n"},
		{Options{NoHeaders: true}, 1, "1000,凭证1,0\n"},
		{Options{NoHeaders: true}, 0, ""},
	} {
		c.options.Form = CSV
		if got := closed(t, c.options, c.n); got != c.want {
			t.Errorf("%+v: got\n%swant\n%s", c.options, got, c.want)
		}
	}
}

func TestColumnOfCSVMayBeAnObjectOrAList(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p, err := New(Options{Out: &out, Form: CSV, NoHeaders: true})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := p.Rows([]Column{{Name: "Dispatch"}, {Name: "Tags"}, {Name: "Nothing"}})
	if err != nil {
		t.Fatal(err)
	}
	item, _ := permittedAt(0)
	if err := errors.Join(rows.Add(item, nil), rows.Close()); err != nil {
		t.Fatal(err)
	}
	if want := `"{""Destination"":null}","[""<x>"",""y""]",` + "\n"; out.String() != want {
		t.Errorf("got %s, want %s", &out, want)
	}
}

func TestRowsAsATableShowTheWantedColumns(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		options Options
		want    string
	}{
		{Options{}, "ID    NAME        RX DELAY\n1000  凭证1       0 s\n1001  parking_b1  1 s\n"},
		{Options{Wide: true}, "ID    NAME        RX DELAY  SENT TO\n1000  凭证1       0 s       –\n1001  parking_b1  1 s       –\n"},
		{Options{Columns: []string{"Dispatch.Destination", "name"}}, "SENT TO  NAME\n–        凭证1\n–        parking_b1\n"},
		{Options{Columns: []string{"rxdelay"}, NoHeaders: true}, "0 s\n1 s\n"},
		{Options{Columns: []string{"id", "new"}, Query: "[*].{new: RxDelay, JoinPermissionId: JoinPermissionId}"}, "JOINPERMISSIONID  NEW\n1000              0\n1001              1\n"},
	} {
		if got := closed(t, c.options, 2); got != c.want {
			t.Errorf("%+v: got\n%swant\n%s", c.options, got, c.want)
		}
	}
}

func TestRowsOfALongTableKeepTheFirstThousandsColumns(t *testing.T) {
	t.Parallel()
	out, rows := listed(t, Options{Wide: true}, sizingRows-1)
	if err := rows.Flush(); err != nil || out.Len() > 0 {
		t.Fatalf("before there are %d rows Flush gives %v and writes %.100q", sizingRows, err, out)
	}
	if err := errors.Join(rows.Add(nil, []string{"1", "凭证\x1b\x1b", "", ""}), rows.Flush()); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(out.String(), "ID    NAME          RX DELAY  SENT TO\n1000  凭证1         0 s       –\n") {
		t.Errorf("got %.100q", out)
	}
	for given, want := range map[string]string{
		"ab|凭\x1b|c|d": "ab    凭\\x1b        c         d\n",
		"longer|b|c|":  "longer  b             c\n",
		"|||":          "\n",
		"a":            "a\n",
	} {
		out.Reset()
		if err := errors.Join(rows.Add(nil, strings.Split(given, "|")), rows.Flush()); err != nil {
			t.Fatal(err)
		}
		if out.String() != want {
			t.Errorf("%s: got %q, want %q", given, out, want)
		}
	}
	out.Reset()
	if err := rows.Close(); err != nil || out.Len() > 0 {
		t.Errorf("Close gives %v and writes %.100q", err, out)
	}
}

func TestRowsAreWrittenByFlush(t *testing.T) {
	t.Parallel()
	for form, want := range map[Form]string{
		JSON: "[\n  {\n    \"JoinPermissionId\": \"1000\",\n    \"JoinPermissionName\": \"凭证1\",\n    \"RxDelay\": 0,\n" +
			"    \"Dispatch\": {\n      \"Destination\": null\n    },\n    \"Tags\": [\n      \"<x>\",\n      \"y\"\n    ]\n  }",
		YAML: "- JoinPermissionId: \"1000\"\n  JoinPermissionName: 凭证1\n  RxDelay: 0\n  Dispatch:\n    Destination: null\n  Tags:\n  - \"<x>\"\n  - \"y\"\n",
		CSV:  "JoinPermissionId,JoinPermissionName,RxDelay\n1000,凭证1,0\n",
	} {
		out, rows := listed(t, Options{Form: form}, 1)
		if out.Len() > 0 {
			t.Errorf("%s: before Flush Out has %q", form, out)
		}
		if err := rows.Flush(); err != nil || out.String() != want {
			t.Errorf("%s: Flush gives %v and writes\n%s\nwant\n%s", form, err, out, want)
		}
	}
}

func TestUnknownColumnsAreToldAllAtOnceAndBeforeAnythingIsWritten(t *testing.T) {
	t.Parallel()
	for _, form := range []Form{Table, JSON, YAML, CSV} {
		p, err := New(Options{Out: fullDisk{}, Err: io.Discard, Form: form, Columns: []string{"rxdelays", "id", "JoinPermissionId", "", "zzz"}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = p.Rows(permissionColumns())
		var wrong *ColumnError
		if !errors.As(err, &wrong) {
			t.Fatalf("%s: got %v", form, err)
		}
		want := []text.Problem{
			{Where: "--columns", Given: "rxdelays", Rule: i18n.Raw("is not a column"), Suggestion: "RxDelay"},
			{Where: "--columns", Given: "JoinPermissionId", Rule: i18n.Raw("is already in the list")},
			{Where: "--columns", Rule: i18n.Raw("has an empty name")},
			{Where: "--columns", Given: "zzz", Rule: i18n.Raw("is not a column")},
		}
		if !slices.EqualFunc(wrong.Problems, want, func(a, b text.Problem) bool {
			return a.String() == b.String() && a.Where == b.Where && a.Given == b.Given
		}) {
			t.Errorf("%s: got %q", form, wrong.Problems)
		}
		const text = "--columns rxdelays is not a column: did you mean RxDelay?; --columns JoinPermissionId is already in the list; " +
			"--columns has an empty name; --columns zzz is not a column; the columns are JoinPermissionId, JoinPermissionName, RxDelay, Dispatch.Destination"
		if err.Error() != text {
			t.Errorf("%s: got %s", form, err)
		}
	}
}

func TestUnknownColumnOfAQueryIsToldAtTheEnd(t *testing.T) {
	t.Parallel()
	for _, form := range []Form{Table, CSV} {
		out, rows := listed(t, Options{Form: form, Query: "@", Columns: []string{"Names"}}, 1)
		var wrong *ColumnError
		if err := rows.Close(); !errors.As(err, &wrong) || out.Len() > 0 {
			t.Errorf("%s: got %v and %q", form, err, out)
		}
	}
}
