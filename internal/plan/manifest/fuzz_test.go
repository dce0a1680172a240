package manifest

import (
	"errors"
	"strings"
	"testing"

	"linkwanctl/internal/joinperm"
)

// hostileText is what a terminal acts on or a reader does not see.
const hostileText = "\x1b[31m\x1b]52;c;AA\a\u0085\u009b\u202e\u2066\u061c\u200b\u3164\U000e0041\u2028\b\x7f"

// fuzzRead holds reading to what its callers rely on: it never panics, what it accepts is within
// the rules, and what it says is short.
func fuzzRead(f *testing.F, format string, seeds ...string) {
	for _, seed := range append(seeds, "", "\ufeff", "\xff\xfe", "凭证", gbkNames, hostileText, "\x9b31m\x00", strings.Repeat("x", 4096)) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, given string) {
		rows, err := read("fleet", given, Options{Format: format})
		var e *Error
		if err != nil && (!errors.As(err, &e) || len(e.Problems) == 0 || rows != nil) {
			t.Fatalf("got %v and %d rows", err, len(rows))
		}
		if err != nil && len(err.Error()) > 64<<10 {
			t.Fatalf("a message of %d bytes", len(err.Error()))
		}
		for i := range rows {
			if (rows[i].ID == "") == (rows[i].Name == "") || !strings.Contains(rows[i].Place, ":") {
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
			if err := Write(&b, format, each(rows...)); err != nil {
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
	fuzzRead(f, formatYAML, "permissions:\n- id: 1\n  name: 凭证1\n", "- {id: 0x1, joinEui: 0000000000000001}\n---\n- name: ~\n", "- &a {id: *a}", "? [a]\n: b",
		strings.Repeat("- ", 200), strings.Repeat("[", 200), "- "+strings.Repeat("{a: ", 100), "a: &a [x]\nb: &b [*a, *a]\nc: {<<: [*b, *b]}", "a: &a [*a]", "- {id: \"\\e[31m\\u202e\"}", "- {id: 1e999999}",
		"- {id: "+strings.Repeat("9", 400)+"}", strings.Repeat("- {id: 1, id: 1}\n", 120), "- {"+strings.Repeat("k: 1, ", 200)+"}")
}

func FuzzReadJSON(f *testing.F) {
	fuzzRead(f, formatJSON, `{"version":1,"permissions":[{"id":1,"enabled":true}]}`, "{\"id\":\"=1\"}\n{\"name\":\"凭证1\",\"x\":[{}]}", `[{"id":"\ud800'"},`,
		strings.Repeat("[", 200), strings.Repeat(`{"permissions":`, 100), `{"id":`+strings.Repeat(`{"a":`, 80), `{"id":"\u001b[31m\u202e\u0000"}`, `{"\ud800":1,"\ud800":1}`, `{"id":1e999999}`, `{"id":`+strings.Repeat("9", 400)+`}`,
		"{"+strings.Repeat(`"id":1,`, 1000)+`"id":1}`)
}

func FuzzReadCSV(f *testing.F) {
	fuzzRead(f, formatCSV, "id,name\n1,凭证1\n", "JoinPermissionId;JoinEui\n'=1;'0000000000000001\n", "id\n\"'\"\"\n\"\n", "id\tname\r\n\\.\t\r\n#\n",
		"id,"+strings.Repeat(",", 300)+"\n", "id\n\"a\n\x1b[31m", "id,name\n1,\r2\n", "id\n"+strings.Repeat("1\n", 120), strings.Repeat("id,", 50)+"\n", "id,\u202e\n1,\u009b\n", "\xb1\xe0\xba\xc5,id\n\xff,1\n")
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
			if err := Write(&b, format, each(row)); err != nil {
				t.Fatal(err)
			}
			rows, err := read("-", b.String(), Options{})
			if err != nil || show(rows) != show([]Row{row}) {
				t.Fatalf("%s: %v\n%s\nis read as\n%s", format, err, b.String(), show(rows))
			}
		}
	})
}
