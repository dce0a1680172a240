package manifest

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// mistakes fails t unless the text is refused with exactly these problems.
func mistakes(t *testing.T, name, text string, want ...string) {
	t.Helper()
	_, err := read(name, text, Options{})
	var wrong *Error
	if !errors.As(err, &wrong) {
		t.Errorf("%q: got %v", text, err)
		return
	}
	var got []string
	for _, p := range wrong.Problems {
		got = append(got, strings.TrimPrefix(p.String(), name+":"))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s %q: got\n  %s\nwant\n  %s", name, text, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestYAMLMistakesAreToldAtOnceWithTheirPlaces(t *testing.T) {
	t.Parallel()
	mistakes(t, "a.yaml", `version: 2
permission_s: []
permissions:
- id: 凭证
  凭证: x
  classMode: D
  classMode: A
  rxDelays: 3
- name: ""
  JoinEui: 1
  joinEui: 1
  dataRate: [1]
  rxDelay:
  enabled: yes
- classMode: true
- id: !!str 1
- id: 12
  freqBandPlanGroupId: {a: 1}
- id: 12
- id: 1.5E+10
- 7
- name: null
- name: "凭\u001b证\u202e"
permissions: []
`,
		`1:10 version "2" must be 1`,
		`2:1 permission_s is not a key of a manifest; use permissions or version: did you mean permissions?`,
		`5:3 凭证 is not a key of a row`,
		`6:14 classMode "D" must be A, B or C`,
		`7:3 classMode is already given on line 6`,
		`8:3 rxDelays is not a key of a row: did you mean rxDelay?`,
		`9:9 name "" is empty; leave it out to keep the current value`,
		`10:3 JoinEui is not a key of a row: did you mean joinEui?`,
		`11:12 joinEui "1" has 1 hex digit; a JoinEUI has 16`,
		`12:13 dataRate takes one value, not a list`,
		`13:11 rxDelay has no value; leave it out to keep the current one`,
		`14:12 enabled "yes" must be true or false: did you mean true?`,
		`15:14 classMode is not true or false; put the value in quotes if it is text`,
		`15:3 has neither id nor name`,
		`16:7 id takes no YAML tag`,
		`18:24 freqBandPlanGroupId takes one value, not keys and values`,
		`19:7 id 12 is already used on line 17`,
		`20:7 id 1.5E+10 was rounded by a program such as a spreadsheet: write all digits, as text`,
		`21:3 is not a row; write keys and values such as "id: 123"`,
		`22:9 name has no value; leave it out to keep the current one`,
		"23:9 name \"凭\x1b证\u202e\" contains '\x1b'; a name has only Han characters, ASCII letters, digits and _",
		`24:1 permissions is already given on line 3`)
}

// A tag has no place in a manifest, whatever it stands before.
func TestNothingHasAYAMLTag(t *testing.T) {
	t.Parallel()
	mistakes(t, "a.yaml", `version: !!int 1
permissions: !rows
- !!map {id: 1, rxDelay: !int 3}
- !row
  id: 2
`,
		`1:10 version takes no YAML tag`,
		`2:14 takes no YAML tag`,
		`3:3 takes no YAML tag`,
		`3:26 rxDelay takes no YAML tag`,
		`4:3 takes no YAML tag`)
	mistakes(t, "a.yaml", "!x\n- {id: 1}\n", `1:1 takes no YAML tag`)
}

func TestJSONMistakesAreToldAtOnceWithTheirPlaces(t *testing.T) {
	t.Parallel()
	mistakes(t, "a.json", `{"version": 1.0, "permissions": [
  {"id": "凭证", "classMode": "D", "id": 1, "rxDelays": [{"a": [1]}]},
  {"name": null, "enabled": 1}, {"joinEui": {"x": 1}},
  [1], 3, null,
  {"id": 1e3, "name": true}, {"id": 1.2E+29}
], "id": 3, "permissions": 1} 7
[{"id": "\ud800"}]`,
		`1:13 version "1.0" must be 1`,
		`2:29 classMode "D" must be A, B or C`,
		`2:34 id is already given on line 2`,
		`2:43 rxDelays is not a key of a row: did you mean rxDelay?`,
		`3:12 name has no value; leave it out to keep the current one`,
		`3:29 enabled "1" must be true or false: did you mean true?`,
		`3:45 joinEui takes one value, not keys and values`,
		`3:33 has neither id nor name`,
		`4:3 is not a row; write keys and values such as {"id": "123"}`,
		`4:8 is not a row; write keys and values such as {"id": "123"}`,
		`4:11 is not a row; write keys and values such as {"id": "123"}`,
		`5:23 name is not true or false; put the value in quotes if it is text`,
		`5:37 id 1.2E+29 was rounded by a program such as a spreadsheet: write all digits, as text`,
		`6:4 id is not a key of a manifest; use permissions or version`,
		`6:13 permissions is already given on line 1`,
		`6:31 is not a manifest; write a list of rows such as [{"id": "123"}]`)
}

func TestCSVMistakesAreToldAtOnceWithTheirPlaces(t *testing.T) {
	t.Parallel()
	mistakes(t, "a.csv", "id,name,ID,classMode,rxDelays,JoinPermissionId,\n"+
		"1,凭证凭证,,D,,,\n"+
		"2,\"a\nb\",,Z,,,\n"+
		"3,,\n"+
		"1,,,A,,,x\n"+
		"1,,,A,,,\n"+
		",,,A,,,\n"+
		"4,,,A,,,,y\n"+
		"1.2E+11,,,A,,,,\n",
		`1:9 ID is not a column: did you mean id?`,
		`1:22 rxDelays is not a column: did you mean rxDelay?`,
		`1:31 JoinPermissionId is the same column as id`,
		`2:9 classMode "D" must be A, B or C`,
		"3:3 name \"a\nb\" contains '\n'; a name has only Han characters, ASCII letters, digits and _",
		`4:5 classMode "Z" must be A, B or C`,
		`5 has 3 cells; the header has 7`,
		`6:9 "x" is in a column without a name`,
		`7:1 id 1 is already used on line 2`,
		`8 has neither id nor name`,
		`9:10 "y" is in a column without a name`,
		`10:1 id 1.2E+11 was rounded by a program such as a spreadsheet: write all digits, as text`)
	mistakes(t, "a.csv", "classMode,rxDelay\nD,99\n", "1 needs a column id or name")
	mistakes(t, "a.csv", "classMode,naem\nA,x\n", "1:11 naem is not a column: did you mean name?", "1 needs a column id or name")
}

func TestSyntaxErrorsHaveTheirLines(t *testing.T) {
	t.Parallel()
	deep := "is nested too deeply; a manifest is a list of rows"
	for _, c := range [][3]string{
		{"a.yaml", "- id: 1\n- id: [\n", "2 is not valid YAML: did not find expected node content"},
		{"a.yaml", "- id: 1\n\tname: x\n", "2:1 is a tab: indent YAML with spaces"},
		{"a.yaml", "- id: &a 1\n- id: *a\n", "1:7 is a YAML anchor or alias, which is not supported: write the value itself"},
		{"a.yaml", "- id: 1\n- <<: *a\n", "a.yaml has a YAML alias, which is not supported: write the value itself"},
		{"a.yaml", "permission:\n- id: 1\n", "1:1 permission is not a key of a manifest; use permissions or version: did you mean permissions?\n1:1 has no list of rows under permissions"},
		{"a.yaml", "permissions: 3\n", "1:14 permissions must be a list of rows"},
		{"a.yaml", "hello\n", `1:1 is not a manifest; write a list of rows such as "- id: 123"`},
		{"a.json", "[{\"id\": 1},\n {\"id\" 2}]", "2:8 is not valid JSON: invalid character '2' after object key"},
		{"a.json", "[{\"id\": 1},\n {\"id\": 2}", "2:11 is not valid JSON: unexpected end"},
		{"a.json", "[{\"id\": tru}]", "1:9 is not valid JSON: invalid character '}' in literal true (expecting 'e')"},
		{"a.json", "[{\"id\": 1},]", "1:12 is not valid JSON: invalid character ']' looking for beginning of value"},
		{"a.json", `[{"id":` + strings.Repeat("[", 99), "1:70 " + deep},
		{"a.csv", "id,name\n1,\"x\n2,y\n", "3:5 is not valid CSV: the quote opened on line 2 is not closed, or text follows it"},
		{"a.csv", "id,name\n1,凭\"x\n", "2:4 is not valid CSV: the cell has a quote inside; put the cell in quotes and double that quote"},
		{"a.yaml", "- id: a\xff\n", "1:8 is not UTF-8 text"},
	} {
		mistakes(t, c[0], c[1], strings.Split(c[2], "\n")...)
	}
}

func TestBombsAreRefused(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("huge inputs take long under the race detector")
	}
	const many = "has too many values for 10000 rows"
	for name, c := range map[string]struct{ text, want string }{
		"depth.yaml": {"- id: " + strings.Repeat("[", 20_000), "is not valid YAML: exceeded max depth of 10000"},
		"keys.json":  {`{` + strings.Repeat(`"":1,`, 5000) + `"id":1}`, `"" is not a key of a row`},
		"row.yaml":   {"- id: 1\n  name: [" + strings.Repeat("a,", 1<<20) + "]\n", many},
		"flow.yaml":  {"[" + strings.Repeat("{id: 1},", 1<<18) + "]", many},
		"deep.yaml":  {strings.Repeat(strings.Repeat("- ", 9000)+"a\n", 100), many},
		"flat.json":  {"[" + strings.Repeat("0,", 1<<20) + "0]", many},
		"head.csv":   {"id" + strings.Repeat(",", 1<<20), many},
	} {
		_, err := read(name, c.text, Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) || len(err.Error()) > 20_000 {
			t.Errorf("%s: got %.200v", name, err)
		}
	}
}
