package manifest

import (
	"errors"
	"strings"
	"testing"
	"unicode"

	"linkwanctl/internal/joinperm"
)

// fuzzRead holds reading to what its callers rely on: it never panics, what it
// accepts is within the rules, and what it says can be printed.
func fuzzRead(f *testing.F, format string, seeds ...string) {
	for _, seed := range append(seeds, "", "\ufeff", "\xff\xfe", "凭证", gbkNames) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, given string) {
		rows, err := read("fleet", given, Options{Format: format})
		var e *Error
		if err != nil && (!errors.As(err, &e) || len(e.Problems) == 0 || rows != nil) {
			t.Fatalf("got %v and %d rows", err, len(rows))
		}
		if err != nil && strings.ContainsFunc(strings.ReplaceAll(err.Error(), "\n", ""), func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Fatalf("cannot be printed: %q", err)
		}
		for i := range rows {
			if (rows[i].ID == "") == (rows[i].Name == "") || rows[i].Place.Line == 0 {
				t.Fatalf("%+v names no permission or stands nowhere", rows[i])
			}
			for _, a := range rows[i].Set {
				if normal, err := a.Field.Rule(a.Value); err != nil || normal != a.Value {
					t.Fatalf("%s is %q: %v", a.Field.Key, a.Value, err)
				}
			}
		}
		if err != nil {
			return
		}
		for _, format := range Formats() {
			var b strings.Builder
			if err := Write(&b, WriteOptions{Format: format}, each(rows...)); err != nil {
				t.Fatal(err)
			}
			again, err := read("-", b.String(), Options{})
			if err != nil || show(again) != show(rows) {
				t.Fatalf("%s: %v\n%s\nis read as\n%s", format, err, b.String(), show(again))
			}
		}
	})
}

func FuzzReadYAML(f *testing.F) {
	fuzzRead(f, formatYAML, "permissions:\n- id: 1\n  name: 凭证1\n", "- {id: 0x1, joinEui: 0000000000000001}\n---\n- name: ~\n", "- &a {id: *a}", "? [a]\n: b")
}

func FuzzReadJSON(f *testing.F) {
	fuzzRead(f, formatJSON, `{"version":1,"permissions":[{"id":1,"enabled":true}]}`, "{\"id\":\"=1\"}\n{\"name\":\"凭证1\",\"x\":[{}]}", `[{"id":"\ud800'"},`)
}

func FuzzReadCSV(f *testing.F) {
	fuzzRead(f, formatCSV, "id,name\n1,凭证1\n", "JoinPermissionId;JoinEui\n'=1;'0000000000000001\n", "id\n\"'\"\"\n\"\n", "id\tname\r\n\\.\t\r\n#\n")
}

func FuzzLiveValuesComeBack(f *testing.F) {
	f.Add("123", "凭证1", "A", "0000000000000001", "1")
	f.Add("'=1", "1e10", "a", "", "15")
	f.Add("", "null", "", "12345678e0000000", "01")
	f.Add("'", "true", "\xff", "x", "\n")
	f.Fuzz(func(t *testing.T, id, name, class, eui, number string) {
		p := joinperm.Listed{
			JoinPermissionID: joinperm.Text(id), JoinPermissionName: joinperm.Text(name), ClassMode: joinperm.Text(class), JoinEUI: joinperm.EUI(eui),
			RxDelay: joinperm.Number(number), DataRate: joinperm.Number(number), FreqBandPlanGroupID: joinperm.Number(number), Enabled: joinperm.Bool(class),
		}
		row, _ := RowOf(&p)
		if row.ID == "" && row.Name == "" {
			return
		}
		for _, a := range row.Set {
			if *a.Field.Of(&p) != a.Value {
				t.Fatalf("%s: %q differs from the live value", a.Field.Key, a.Value)
			}
		}
		for _, format := range Formats() {
			var b strings.Builder
			if err := Write(&b, WriteOptions{Format: format, Schema: name}, each(row)); err != nil {
				t.Fatal(err)
			}
			rows, err := read("-", b.String(), Options{})
			if err != nil || show(rows) != show([]Row{row}) {
				t.Fatalf("%s: %v\n%s\nis read as\n%s", format, err, b.String(), show(rows))
			}
		}
	})
}

func FuzzYAMLByPartsIsTheSame(f *testing.F) {
	f.Add("permissions:\n- id: 1\n  name: 凭证1\n- id: 2\nversion: 1\n")
	f.Add("--- # x\n- id: \"a\n- id: b\"\n...\n---\n- id: |\n   x\n- [\n]\n")
	f.Fuzz(func(t *testing.T, given string) {
		rows, err := byParts(given)
		if err != nil {
			return // It may refuse more.
		}
		if one, err := whole(given); err != nil || show(one) != show(rows) {
			t.Fatalf("got\n%swant\n%s%v", show(rows), show(one), err)
		}
	})
}
