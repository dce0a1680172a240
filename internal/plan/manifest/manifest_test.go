package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

// show gives rows in one comparable text.
func show(rows []Row) string {
	var b strings.Builder
	for i := range rows {
		row := &rows[i]
		fmt.Fprintf(&b, "%s|%s:", row.ID, row.Name)
		for _, a := range row.Set {
			fmt.Fprintf(&b, " %s=%s", a.Field.Param, a.Value)
		}
		fmt.Fprintf(&b, " %s\n", row.Enabled)
	}
	return b.String()
}

func read(name, text string, o Options) ([]Row, error) {
	return Read([]Source{{Name: name, Reader: strings.NewReader(text)}}, o)
}

func TestEveryFormatGivesTheSameRows(t *testing.T) {
	t.Parallel()
	const want = "123|: JoinPermissionName=凭证1 ClassMode=A FreqBandPlanGroupId=101 RxDelay=3 DataRate=4 JoinEui=0000000000000001 true\n" +
		"|depot_07: ClassMode=C false\n"
	for name, text := range map[string]string{
		"a.yaml": "# fleet\nversion: 1\npermissions:\n- id: 123\n  name: 凭证1\n  classMode: a\n  freqBandPlanGroupId: 0101\n  rxDelay: 3s\n  dataRate: \"4\"\n  joinEui: 0000000000000001\n  enabled: true\n" +
			"- {name: depot_07, classMode: C, enabled: False}\n",
		"b.yml":   "- {id: '123', enabled: 'TRUE', name: 凭证1, classMode: A, freqBandPlanGroupId: 101, rxDelay: 3, dataRate: 4, joinEui: 00-00-00-00-00-00-00-01}\n---\npermissions:\n  - name: depot_07\n    classMode: c\n    enabled: false\n...\n",
		"c.json":  `[{"id":123,"name":"凭证1","classMode":"A","freqBandPlanGroupId":"101","rxDelay":3,"dataRate":4,"joinEui":"0000000000000001","enabled":true},{"name":"depot_07","classMode":"C","enabled":"false"}]`,
		"d.json":  `{"$schema":"x","permissions":[{"id":"123","name":"凭证1","classMode":"A","freqBandPlanGroupId":101,"rxDelay":"3s","dataRate":4,"joinEui":"0000000000000001","enabled":true},{"name":"depot_07","classMode":"C","enabled":false}],"version":1}`,
		"e.jsonl": "\ufeff" + `{"id":123,"name":"凭证1","classMode":"A","freqBandPlanGroupId":101,"rxDelay":3,"dataRate":4,"joinEui":"0000000000000001","enabled":true}` + "\r\n" + `{"name":"depot_07","classMode":"C","enabled":false}`,
		"f.csv":   "\ufeffid,name,classMode,freqBandPlanGroupId,rxDelay,dataRate,joinEui,enabled\r\n123,凭证1,A,101,3,4,'0000000000000001,TRUE\r\n,\"depot_07\",C,,,,,FALSE\r\n,,,,,,,\r\n",
		"g.tsv":   "name\tid\tenabled\tclassMode\tjoinEui\tdataRate\trxDelay\tfreqBandPlanGroupId\t\n凭证1\t123\ttrue\tA\t0000000000000001\t4\t3\t101\t\ndepot_07\t\tfalse\tC\t\t\t\t\t\n",
		"h.csv": "\n JoinPermissionId ;\"JoinPermissionName\";ClassMode;FreqBandPlanGroupId;RxDelay;DataRate;JoinEui;Enabled;AuthState;RenterAliyunId\n" +
			"123;凭证1;A;101;3;4;0000000000000001;true;NEW;'=some\n;depot_07;C;;;;;false;ACCEPTED;x\n",
	} {
		rows, err := read(name, text, Options{})
		if err != nil || show(rows) != want {
			t.Errorf("%s: got %v\n%s", name, err, show(rows))
		}
		// The same without a name to tell the format.
		rows, err = read("-", text, Options{})
		if err != nil || show(rows) != want {
			t.Errorf("%s on standard input: got %v\n%s", name, err, show(rows))
		}
	}
}

func TestRowsKnowTheirPlaces(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"a.yaml": "a.yaml:4:3", "a.json": "a.json:2:7", "a.csv": "a.csv:4"} {
		text := map[string]string{
			"a.yaml": "permissions:\n- id: 1\n\n- id: 2\n", "a.json": "[ {\"id\": 1},\n    \t {\"id\":2}]", "a.csv": "id\n1\n\n2\n",
		}[name]
		rows, err := read(name, text, Options{})
		if err != nil || len(rows) != 2 || rows[1].Place != want {
			t.Errorf("%s: got %v, %v", name, rows, err)
		}
	}
}

func TestFormatOfChoiceGoesBeforeTheName(t *testing.T) {
	t.Parallel()
	if rows, err := read("a.csv", `{"id": 1}`, Options{Format: "json"}); err != nil || len(rows) != 1 {
		t.Errorf("got %v, %v", rows, err)
	}
	if rows, err := read("-", `[{id: 1}]`, Options{Format: "yaml"}); err != nil || len(rows) != 1 {
		t.Errorf("got %v, %v", rows, err)
	}
	for _, o := range []Options{{Format: "toml"}, {Encoding: "latin1"}} {
		var e *Error
		if _, err := read("a", "id\n1\n", o); err == nil || errors.As(err, &e) {
			t.Errorf("%+v: got %v", o, err)
		}
	}
}

func TestFilesAreOneManifest(t *testing.T) {
	t.Parallel()
	_, err := Read([]Source{
		{"a.yaml", strings.NewReader("- id: 1\n  name: depot_01\n- id: 2\n  name: depot_01\n")},
		{"-", strings.NewReader("id,name\n3,depot_03\n1,depot_04\n,depot_03\n")},
	}, Options{})
	want := "the manifest has 3 problems\n" +
		"  a.yaml:4:9 name depot_01 is already used on line 2\n" +
		"  <stdin>:3:1 id 1 is already used at a.yaml:1\n" +
		"  <stdin>:4:2 name depot_03 is already used on line 2"
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

func TestManifestWithoutRowsIsAnError(t *testing.T) {
	t.Parallel()
	for name, texts := range map[string][]string{
		"a.yaml": {"", "# nothing\n", "---\n---\n", "permissions:\n", "[]", "permissions: []\nversion: 1\n"},
		"a.json": {"", " \n", "[]", `{"permissions":[]}`, `{"permissions":null}`},
		"a.csv":  {"", "\ufeff", "id,name\n", "id,name\n,\n"},
	} {
		for _, text := range texts {
			rows, err := read(name, text, Options{})
			var e *Error
			if !errors.As(err, &e) || !e.Empty || err.Error() != name+" has no rows" || rows != nil {
				t.Errorf("%s %q: got %v, %v", name, text, rows, err)
			}
		}
	}
}

func TestUnreadableFileIsTold(t *testing.T) {
	t.Parallel()
	_, err := Read([]Source{{"a\x1b.csv", iotest.ErrReader(errors.New("broken \x1b pipe"))}, {"b.csv", strings.NewReader("id\n\x01\n")}}, Options{})
	if want := "the manifest has 2 problems\n  a\x1b.csv cannot be read: broken \x1b pipe\n  b.csv:2:1 is the control character U+0001, which is not allowed"; err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}

func TestLargeManifestIsRefusedWithItsSize(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("huge inputs take long under the race detector")
	}
	path := filepath.Join(t.TempDir(), "fleet.csv")
	if err := os.WriteFile(path, bytes.Repeat([]byte("\n"), 5<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	row := strings.NewReader("- id: 1\n")
	rest := io.MultiReader(strings.NewReader("#"), strings.NewReader(strings.Repeat(" ", mostBytes-10)))
	_, err = Read([]Source{{"a.yaml", row}, {"fleet.csv", file}, {"-", strings.NewReader("- id: 2\n")}}, Options{})
	const limit = "; all files of a manifest together have at most 4 MiB"
	if want := "the manifest has 2 problems\n  fleet.csv has 5242880 bytes" + limit + " (4194304 bytes): split it\n  <stdin> has more than 4 MiB" + limit + ": split it"; err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
	if _, err = Read([]Source{{"a.yaml", strings.NewReader("- id: 1\n")}, {"b.yaml", rest}}, Options{}); err != nil {
		t.Errorf("a manifest of 4 MiB: %v", err)
	}
}

// A spreadsheet may end with as many empty rows as fit into it.
func TestEmptyRowsAtTheEndOfCSVAreNoValues(t *testing.T) {
	t.Parallel()
	for _, empty := range []string{"\r\n", ",\n"} {
		text := "id,rxDelay\n1,3\n" + strings.Repeat(empty, mostValues)
		if rows, err := read("a.csv", text, Options{}); err != nil || len(rows) != 1 {
			t.Errorf("%q: %d rows, %v", empty, len(rows), err)
		}
	}
	mistakes(t, "a.csv", "name\n\"a\n\n\n\"\n,\n\n", "2:1 name \"a\n\n\n\" contains '\n'; a name has only Han characters, ASCII letters, digits and _")
}

func TestOneHundredProblemsAreTold(t *testing.T) {
	t.Parallel()
	if _, err := read("a.csv", "id\n"+strings.Repeat("x\n", 300), Options{}); !isError(err, 100, 199) {
		t.Errorf("got %v", err)
	}
}

func isError(err error, problems, more int) bool {
	var e *Error
	return errors.As(err, &e) && len(e.Problems) == problems && e.More == more &&
		strings.HasPrefix(err.Error(), fmt.Sprintf("the manifest has %d problems\n", problems+more)) && strings.HasSuffix(err.Error(), fmt.Sprintf("\n  and %d more", more))
}

func TestManifestHasAtMostTenThousandRows(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("huge inputs take long under the race detector")
	}
	for format, place := range map[string]string{formatYAML: ":80003:5", formatJSON: ":10002:3", formatCSV: ":10002"} {
		if _, err := read("-", fleetText(t, format, mostRows), Options{}); err != nil {
			t.Errorf("%s: %v", format, err)
		}
		_, err := read("-", fleetText(t, format, mostRows+5), Options{})
		if want := "<stdin>" + place + " is row 10001 of 10005; a manifest has at most 10000: split it"; err == nil || err.Error() != want {
			t.Errorf("%s: got %v", format, err)
		}
	}
}

func TestMistakeInALongManifestHasItsPlace(t *testing.T) {
	t.Parallel()
	for _, format := range Formats() {
		above, below, _ := strings.Cut(fleetText(t, format, 1000), "车库_000900")
		_, err := read("-", above+"车-库"+below, Options{})
		want := fmt.Sprintf("<stdin>:%d:", strings.Count(above, "\n")+1)
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: got %v, want it at %s", format, err, want)
		}
	}
}
