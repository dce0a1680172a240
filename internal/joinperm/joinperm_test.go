package joinperm

import (
	"encoding/json"
	"maps"
	"reflect"
	"strings"
	"testing"

	"linkwanctl/internal/i18n"
)

func TestFieldsAreWholeAndTheirExamplesPass(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, f := range append(Fields(), ID(), InstanceID()) {
		if f.Flag == "" || f.Param == "" || f.Label == "" || f.Help == "" {
			t.Errorf("%s: a part is missing: %+v", f.Param, f)
		}
		if seen[f.Flag] || seen[f.Param] {
			t.Errorf("%s or %s is declared twice", f.Flag, f.Param)
		}
		seen[f.Flag], seen[f.Param] = true, true
		if _, err := f.Rule(f.Example); err != nil {
			t.Errorf("%s: the example is refused: %v", f.Param, err)
		}
		if f.Values == nil {
			continue
		}
		for _, value := range f.Values() {
			if normal, err := f.Rule(value); err != nil || normal != value {
				t.Errorf("%s: its value %q becomes %q, %v", f.Param, value, normal, err)
			}
			if f.Explain(value) == "" {
				t.Errorf("%s: %q is not explained", f.Param, value)
			}
		}
	}
}

func TestManifestNamesEveryFieldOfAPermission(t *testing.T) {
	t.Parallel()
	var keys []string
	for _, f := range ManifestFields() {
		keys = append(keys, f.Key)
		p := Listed{Enabled: "true"}
		if f.Param == "Enabled" && *f.Of(&p) != "true" {
			t.Error("enabled does not point at its value")
		}
	}
	want := []string{"id", "name", "classMode", "freqBandPlanGroupId", "rxDelay", "dataRate", "joinEui", "enabled"}
	if !reflect.DeepEqual(keys, want) {
		t.Errorf("got %v, want %v", keys, want)
	}
}

func TestFieldsStandWhereTheAnswerPutsThem(t *testing.T) {
	t.Parallel()
	for _, f := range append(Fields(), ID()) {
		var p Listed
		if err := json.Unmarshal([]byte(`{"`+f.Param+`": "0123456789abcdef"}`), &p); err != nil {
			t.Fatal(err)
		}
		if got := *f.Of(&p); got != "0123456789abcdef" {
			t.Errorf("%s points at %q", f.Param, got)
		}
	}
}

func TestChangeSendsOnlyWhatIsGiven(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ given, sent map[string]string }{
		{map[string]string{"JoinPermissionId": "123"}, map[string]string{"JoinPermissionId": "123"}},
		{
			map[string]string{"JoinPermissionId": "123", "ClassMode": "a", "RxDelay": "3s", "JoinEui": "D8-96-E0-EF-FF-00-00-00", "IotInstanceId": "iot-x"},
			map[string]string{"JoinPermissionId": "123", "ClassMode": "A", "RxDelay": "3", "JoinEui": "d896e0efff000000", "IotInstanceId": "iot-x"},
		},
	} {
		change, refusals := NewChange(c.given)
		if len(refusals) > 0 || !maps.Equal(change.Params(), c.sent) {
			t.Errorf("%v: sends %v, %v; want %v", c.given, change.Params(), refusals, c.sent)
		}
	}
}

func TestChangeTellsEveryRefusalAtOnce(t *testing.T) {
	t.Parallel()
	_, refusals := NewChange(map[string]string{
		"IotInstanceId": "", "ClassMode": "Z", "JoinPermissionName": "", "RxDelay": "99", "DataRate": "9", "JoinEui": "1", "FreqBandPlanGroupId": "-1",
	})
	var got []string
	for _, r := range refusals {
		got = append(got, r.Field.Flag)
	}
	want := []string{"id", "iot-instance-id", "name", "class-mode", "freq-band-plan-group-id", "rx-delay", "data-rate", "join-eui"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestChangeWarnsOfWhatIsLegalButDoubtful(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		given map[string]string
		want  string // "" for no warning
	}{
		{map[string]string{}, "changes nothing"},
		{map[string]string{"ClassMode": "A", "RxDelay": "1"}, ""},
		{map[string]string{"RxDelay": "1"}, ""},
		{map[string]string{"ClassMode": "b", "RxDelay": "1"}, "--class-mode B"},
		{map[string]string{"ClassMode": "C", "RxDelay": "1"}, "--class-mode C"},
		{map[string]string{"FreqBandPlanGroupId": "101", "DataRate": "0"}, "SF12"},
		{map[string]string{"FreqBandPlanGroupId": "102", "DataRate": "1"}, "SF11"},
		{map[string]string{"FreqBandPlanGroupId": "201", "DataRate": "0"}, ""},
		{map[string]string{"FreqBandPlanGroupId": "101", "DataRate": "2"}, ""},
	} {
		given := maps.Clone(c.given)
		given["JoinPermissionId"] = "123"
		change, _ := NewChange(given)
		got := strings.Join(i18n.Strings(change.Warnings()), "\n")
		if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%v: got %q, want %q", c.given, got, c.want)
		}
	}
}

// Fields of a roaming permission are those of its action, and one page counts its
// receive delay in milliseconds.
func TestRoamingChangeSendsALongReceiveDelayWithAWarning(t *testing.T) {
	t.Parallel()
	for delay, want := range map[string]string{"1": "", "15s": "", "16": "--rx-delay 16 is more than 15 seconds", "3000": "milliseconds"} {
		change, refusals := NewRoamingChange(map[string]string{"JoinPermissionId": "401", "RxDelay": delay})
		got := strings.Join(i18n.Strings(change.Warnings()), "\n")
		if len(refusals) > 0 || change.Params()["RxDelay"] != strings.TrimSuffix(delay, "s") || (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%s: sends %v, warns %q, refuses %v", delay, change.Params(), got, refusals)
		}
		if _, refusals := NewChange(map[string]string{"JoinPermissionId": "123", "RxDelay": delay}); (len(refusals) > 0) != (want != "") {
			t.Errorf("%s: a local permission's is refused with %v", delay, refusals)
		}
	}
}

func TestAnswersAreReadWhateverTheirTypes(t *testing.T) {
	t.Parallel()
	const want = `{"JoinPermissionId":"123456789012345678901234567890","JoinPermissionName":"凭证1","ClassMode":"A","FreqBandPlanGroupId":101,` +
		`"RxDelay":1,"DataRate":0,"JoinEui":"0000000000000000","Enabled":true,"AuthState":"","RenterAliyunId":""}`
	for _, sent := range []string{
		`{"JoinPermissionId":123456789012345678901234567890,"JoinPermissionName":"凭证1","ClassMode":"A","FreqBandPlanGroupId":"101","RxDelay":"1","DataRate":"0","JoinEui":0,"Enabled":"TRUE"}`,
		`{"JoinPermissionId":"123456789012345678901234567890","JoinPermissionName":"凭证1","ClassMode":"A","FreqBandPlanGroupId":101,"RxDelay":1,"DataRate":0,"JoinEui":"0000000000000000","Enabled":1,"AuthState":null}`,
	} {
		var p Listed
		if err := json.Unmarshal([]byte(sent), &p); err != nil {
			t.Fatal(err)
		}
		if got, err := json.Marshal(p); err != nil || string(got) != want {
			t.Errorf("got  %s, %v\nwant %s", got, err, want)
		}
	}
}

func TestTextIsReadAsJSONHasIt(t *testing.T) {
	t.Parallel()
	for _, sent := range []string{`"凭证1"`, `""`, `"a\"b\\c"`, `"\u51ed\ud83d\ude00\ud800"`, "\"a\xffb\"", "\"\u202e\u0085\"", `" a "`, `"\/"`} {
		var got Text
		var want string
		if err := json.Unmarshal([]byte(sent), &got); err != nil || json.Unmarshal([]byte(sent), &want) != nil || string(got) != want {
			t.Errorf("%s: got %q, %v, want %q", sent, got, err, want)
		}
	}
}

func TestNumberKeepsWhatIsNone(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"null": "null", `""`: "null", "12": "12", `"12"`: "12", `"012"`: `"012"`, `"1 s"`: `"1 s"`, `"-"`: `"-"`, `"true"`: `"true"`,
		"123456789012345678901234567890": "123456789012345678901234567890",
	} {
		var n Number
		if err := json.Unmarshal([]byte(given), &n); err != nil {
			t.Fatal(err)
		}
		if got, err := json.Marshal(n); err != nil || string(got) != want {
			t.Errorf("%s: got %s, %v; want %s", given, got, err, want)
		}
	}
	var n Number
	if err := json.Unmarshal([]byte(`{"a":1}`), &n); err == nil {
		t.Error("an object is taken for a number")
	}
}

func TestShownValuesSpeakToAPerson(t *testing.T) {
	t.Parallel()
	p := Listed{ClassMode: "A", FreqBandPlanGroupID: "101", RxDelay: "3", DataRate: "4", Enabled: "false"}
	want := map[string]string{"ClassMode": "A", "FreqBandPlanGroupId": "101 CN470 same", "RxDelay": "3 s", "DataRate": "4 (SF8)", "JoinEui": "–", "JoinPermissionName": "–"}
	for _, f := range Fields() {
		if got := f.Shown(&p); got.String() != want[f.Param] {
			t.Errorf("%s: got %q, want %q", f.Param, got, want[f.Param])
		}
	}
	if got := p.ShowState(); got.String() != "disabled" {
		t.Errorf("state: got %q", got)
	}
	if got := showBand("999"); got.String() != "999" {
		t.Errorf("an unknown plan: got %q", got)
	}
}
