package output

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"linkwanctl/internal/text"
)

func permissionColumns() []Column {
	return []Column{
		{Name: "JoinPermissionId", Label: "ID"}, {Name: "JoinPermissionName", Label: "name"}, {Name: "RxDelay", Label: "rx delay"},
		{Name: "Dispatch.Destination", Label: "sent to", Wide: true},
	}
}

func TestColumnsAreFoundByNameOrLabel(t *testing.T) {
	t.Parallel()
	for wanted, want := range map[string][]int{
		"JoinPermissionId": {0}, "joinpermissionid": {0}, "id": {0}, " ID ": {0}, "join-permission-id": {0},
		"rx delay,name": {2, 1}, "RX_DELAY,Sent-To": {2, 3}, "dispatch.destination": {3},
	} {
		got, err := pick(strings.Split(wanted, ","), permissionColumns())
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: got %v, %v, want %v", wanted, got, err, want)
		}
	}
}

func TestNameOfAColumnGoesBeforeAnothersLabel(t *testing.T) {
	t.Parallel()
	columns := []Column{{Name: "Enabled", Label: "state"}, {Name: "state", Label: "x"}, {Name: "State", Label: ""}}
	for wanted, want := range map[string]int{"State": 2, "state": 1, "STATE": 1, "-": -1, "": -1} {
		if got := placeOf(wanted, columns); got != want {
			t.Errorf("%q: got %d, want %d", wanted, got, want)
		}
	}
	if got := placeOf(" State ", columns); got != 2 {
		t.Errorf("with blanks around it: got %d, want 2", got)
	}
}

func TestSuggestedColumnIsTheNearest(t *testing.T) {
	t.Parallel()
	names := known(permissionColumns())
	for given, want := range map[string]string{
		"JoinPermisionId": "JoinPermissionId", "permissionname": "JoinPermissionName", "naem": "name", "nm": "", "nam": "JoinPermissionName",
		"rx-dealy": "RxDelay", "send to": "sent to", "destination": "Dispatch.Destination", "": "", "-": "", strings.Repeat("name", 100): "",
		"iD": "ID", "xy": "", "de": "",
	} {
		if got := text.Nearest(given, names); got != want {
			t.Errorf("%q: got %q, want %q", given, got, want)
		}
	}
	if got := text.Nearest("--", []string{"a"}) + text.Nearest(strings.Repeat("a", 99), []string{strings.Repeat("a", 100)}); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestResultHasTheWantedColumns(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		options Options
		want    string
	}{
		{Options{Columns: []string{"success", "request-id"}}, "SUCCESS  REQUEST ID\ntrue     89EF6CAA-958F-F32C-BE45-FE003C6DE097\n"},
		{Options{Columns: []string{"Success"}, NoHeaders: true}, "true\n"},
		{Options{NoHeaders: true}, "89EF6CAA-958F-F32C-BE45-FE003C6DE097  true\n"},
		{Options{Form: CSV, Columns: []string{"success", "RequestId"}}, "Success,RequestId\ntrue,89EF6CAA-958F-F32C-BE45-FE003C6DE097\n"},
		{Options{Form: CSV, NoHeaders: true}, "89EF6CAA-958F-F32C-BE45-FE003C6DE097,true\n"},
		{Options{Form: JSON, Columns: []string{"Success"}, NoHeaders: true}, "{\n  \"RequestId\": \"89EF6CAA-958F-F32C-BE45-FE003C6DE097\",\n  \"Success\": true\n}\n"},
		{Options{Query: "[@, {Success: 'a', N: {a: 'b'}}]", Columns: []string{"n.a", "success"}}, "N.A  SUCCESS\n     true\nb    a\n"},
		{Options{Form: CSV, Query: "[]", Columns: []string{"a", "b"}}, "a,b\n"},
	} {
		if got := printed(t, c.options, updated()); got != c.want {
			t.Errorf("%+v: got\n%swant\n%s", c.options, got, c.want)
		}
	}
}

func TestResultWithoutTheWantedColumnWritesNothing(t *testing.T) {
	t.Parallel()
	for _, o := range []Options{{}, {Form: CSV}, {Query: "@"}, {Form: CSV, Query: "[@]"}, {Query: "RequestId"}, {Form: CSV, Query: "keys(@)"}} {
		var out bytes.Buffer
		o.Out, o.Err, o.Columns = &out, io.Discard, []string{"succes"}
		p, err := New(o)
		if err != nil {
			t.Fatal(err)
		}
		err = p.Result(updated())
		var wrong *ColumnError
		if !errors.As(err, &wrong) || out.Len() > 0 {
			t.Errorf("%+v: got %v and %q", o, err, &out)
		}
	}
}

func TestRowShorterThanTheHeaderHasEmptyCells(t *testing.T) {
	t.Parallel()
	got := printed(t, Options{Columns: []string{"c", "a"}}, Result{
		Document: json.RawMessage("[]"), Grid: Grid{Columns: []string{"a", "b", "c"}, Rows: [][]string{{"1"}, {"2", "3", "4"}}},
	})
	if want := "C  A\n   1\n4  2\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
