package plan

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"linkwanctl/internal/joinperm"
)

// samplePlan has a row of each kind.
func samplePlan(t testing.TB) *Plan {
	t.Helper()
	rented := permission("124", "parking_b1")
	rented.AuthState, rented.RenterAliyunID = joinperm.AuthAccepted, "some\u202euser"
	p := account(permission("123", "凭证1"), rented, permission("125", "冷链网关"), permission("126", "same"), permission("127", "same")).plans(t,
		Want{ID: "123", Enabled: "false", Set: assignments("ClassMode=C", "RxDelay=3")},
		Want{Name: "parking_b1", Set: assignments("DataRate=5")},
		Want{Name: "冷链网关", Set: assignments("ClassMode=A")},
		Want{Name: "depot_07", Set: assignments("ClassMode=A", "FreqBandPlanGroupId=101")},
		Want{ID: "999", Set: assignments("ClassMode=A")},
		Want{Name: "same"},
	)
	p.Rows[0].countedNodes("10")
	return p
}

// The plan's JSON is an interface: scripts read it, and later versions.
func TestPlanIsWrittenAsPinned(t *testing.T) {
	t.Parallel()
	got := strings.ReplaceAll(written(t, samplePlan(t)), "\u202e", `\u202e`)
	want, err := os.ReadFile("testdata/plan.json")
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got\n%s", got)
	}
}

// written is the plan as it is saved, but that nothing is escaped.
func written(t testing.TB, p *Plan) string {
	t.Helper()
	text, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text) + "\n"
}

func TestPlanIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	p := samplePlan(t)
	read, err := Read(strings.NewReader(written(t, p)))
	if err != nil {
		t.Fatal(err)
	}
	p.unchecked = true
	if fmt.Sprintf("%+v", p) != fmt.Sprintf("%+v", read) {
		t.Errorf("got %+v\nwant %+v", read, p)
	}
}

func TestEmptyPlanHasAList(t *testing.T) {
	t.Parallel()
	if text := written(t, &Plan{}); !strings.Contains(text, `"Rows": []`) {
		t.Error(text)
	}
}

func TestReadRefusesWhatNoPlanHas(t *testing.T) {
	t.Parallel()
	for row, want := range map[string]string{
		`"Action":"delete","JoinPermissionId":"1"`:                                                                                                                                                                 `"delete" is not an action`,
		`"Action":"update","JoinPermissionId":"1"`:                                                                                                                                                                 "without changes",
		`"Action":"update","JoinPermissionId":"","Changes":[{"Field":"ClassMode","Live":"A","New":"C"}]`:                                                                                                           "is empty",
		`"Action":"update","JoinPermissionId":"1 2","Changes":[{"Field":"ClassMode","Live":"A","New":"C"}]`:                                                                                                        `JoinPermissionId: "1 2" contains a blank`,
		`"Action":"update","JoinPermissionId":"1","Changes":[{"Field":"ClassMode","Live":"A","New":"D"}]`:                                                                                                          "ClassMode: D must be A, B or C",
		`"Action":"update","JoinPermissionId":"1","Changes":[{"Field":"ClassMode","Live":"A","New":"c"}]`:                                                                                                          `"c" is not the normal form "C"`,
		`"Action":"update","JoinPermissionId":"1","Changes":[{"Field":"ClassMode","Live":"A","New":"A"}]`:                                                                                                          "the live value is the new one",
		`"Action":"update","JoinPermissionId":"1","Changes":[{"Field":"ClassMode","Live":"A","New":"B"},{"Field":"ClassMode","Live":"A","New":"C"}]`:                                                               "changes twice",
		`"Action":"update","JoinPermissionId":"1","Changes":[{"Field":"Owner","Live":"A","New":"B"}]`:                                                                                                              `"Owner" is not a field`,
		`"Action":"update","JoinPermissionId":"1","Changes":[{"Field":"Enabled","Live":"true","New":"maybe"}]`:                                                                                                     "true or false",
		`"Action":"update","JoinPermissionId":"1","Changes":[{"Field":"Enabled","Live":"true","New":"false"},{"Field":"RxDelay","Live":"1","New":"2"}]`:                                                            "the last change",
		`"Action":"update","JoinPermissionId":"1","JoinPermissionName":"aaaa","Changes":[{"Field":"JoinPermissionName","Live":"bbbb","New":"cccc"}]`:                                                               `the permission's name is "aaaa"`,
		`"Action":"create","JoinPermissionName":"aaaa","Changes":[{"Field":"JoinPermissionName","New":"aaaa"}]`:                                                                                                    "ClassMode is missing",
		`"Action":"create","JoinPermissionName":"bbbb","Changes":[{"Field":"JoinPermissionName","New":"aaaa"},{"Field":"ClassMode","New":"A"},{"Field":"FreqBandPlanGroupId","New":"101"}]`:                        "two names",
		`"Action":"create","JoinPermissionId":"7","JoinPermissionName":"aaaa","Changes":[{"Field":"JoinPermissionName","New":"aaaa"},{"Field":"ClassMode","New":"A"},{"Field":"FreqBandPlanGroupId","New":"101"}]`: "has an ID",
		`"Action":"create","JoinPermissionName":"aaaa","Changes":[{"Field":"JoinPermissionName","Live":"x","New":"aaaa"}]`:                                                                                         "has a live value",
		`"Action":"unchanged","Surprise":1`: "unknown field",
	} {
		if _, err := Read(strings.NewReader(`{"Version":1,"Rows":[{` + row + `}]}`)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", row, err, want)
		}
	}
	update := `{"Action":"update","JoinPermissionId":"1","Changes":[{"Field":"ClassMode","Live":"A","New":"C"}]}`
	for text, want := range map[string]string{
		"":                       "not valid JSON",
		"{":                      "not valid JSON",
		`{"Version":1}{}`:        "unexpected data after the plan",
		`[]`:                     "no Version",
		`{"Success":true}`:       "no Version",
		`{"Version":2,"News":1}`: "has version 2",
		`{"Version":1,"News":1}`: "unknown field",
		`{"Version":1,"Rows":[{"Action":"x"}],"IotInstanceId":"\u0007"}`: "IotInstanceId: \"\a\"",
		`{"Version":1,"Rows":[` + update + `,` + update + `]}`:           "is updated by row 1 too",
	} {
		if _, err := Read(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func TestReadIsBounded(t *testing.T) {
	t.Parallel()
	if text, err := readOne(strings.NewReader("1234"), 4); err != nil || string(text) != "1234" {
		t.Errorf("%q, %v", text, err)
	}
	if _, err := readOne(strings.NewReader("12345"), 4); err == nil {
		t.Error("no error")
	}
}

func TestSavedPlanIsNotAppliedUnchecked(t *testing.T) {
	t.Parallel()
	live := account(permission("1", "alpha"))
	read := reread(t, live.plans(t, Want{ID: "1", Set: assignments("ClassMode=C")}))
	if _, err := read.Apply(t.Context(), t.Context(), live, ApplyOptions{}); err == nil || len(live.calls) > 0 {
		t.Errorf("%v after %v", err, live.calls)
	}
}

// reread is the plan after it was saved and read.
func reread(t testing.TB, p *Plan) *Plan {
	t.Helper()
	read, err := Read(strings.NewReader(written(t, p)))
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func TestCheckRefusesWhatThePlanDidNotSee(t *testing.T) {
	t.Parallel()
	want := []Want{{ID: "1", Enabled: "false", Set: assignments("ClassMode=C", "RxDelay=3")}}
	creation := []Want{{Name: "omega", Enabled: "false", Set: assignments("ClassMode=A", "FreqBandPlanGroupId=101")}}
	rename := []Want{{ID: "1", Name: "omega"}}
	for name, c := range map[string]struct {
		wants []Want
		then  []*joinperm.Listed
		told  string
	}{
		"as it was":            {want, []*joinperm.Listed{permission("1", "alpha")}, "update 1 alpha ClassMode:A>C RxDelay:1>3 Enabled:true>false"},
		"other field":          {want, []*joinperm.Listed{permission("1", "alpha", "DataRate=5")}, "update 1 alpha ClassMode:A>C RxDelay:1>3 Enabled:true>false"},
		"half done":            {want, []*joinperm.Listed{permission("1", "alpha", "ClassMode=C", "RxDelay=3")}, "update 1 alpha Enabled:true>false"},
		"done":                 {want, []*joinperm.Listed{disabled(permission("1", "alpha", "ClassMode=C", "RxDelay=3"))}, "unchanged 1 alpha"},
		"other value":          {want, []*joinperm.Listed{permission("1", "alpha", "ClassMode=B")}, "stale 1 alpha ClassMode:A>C RxDelay:1>3 Enabled:true>false | class was A when the plan was made and is B now"},
		"other name":           {want, []*joinperm.Listed{permission("1", "other")}, "stale 1 alpha ClassMode:A>C RxDelay:1>3 Enabled:true>false | permission 1 was alpha when the plan was made and is other now"},
		"gone":                 {want, nil, "stale 1 alpha ClassMode:A>C RxDelay:1>3 Enabled:true>false | permission 1 was deleted after the plan was made"},
		"still absent":         {creation, nil, "create  omega JoinPermissionName:>omega ClassMode:>A FreqBandPlanGroupId:>101 Enabled:>false"},
		"created":              {creation, []*joinperm.Listed{permission("7", "omega")}, "update 7 omega Enabled:true>false"},
		"created and disabled": {creation, []*joinperm.Listed{disabled(permission("7", "omega"))}, "unchanged 7 omega"},
		"made by another":      {creation, []*joinperm.Listed{permission("7", "omega", "ClassMode=C")}, "stale  omega JoinPermissionName:>omega ClassMode:>A FreqBandPlanGroupId:>101 Enabled:>false | permission 7 took the name omega after the plan was made"},
		"made twice":           {creation, []*joinperm.Listed{permission("7", "omega"), permission("8", "omega")}, "stale  omega JoinPermissionName:>omega ClassMode:>A FreqBandPlanGroupId:>101 Enabled:>false | permissions 7 and 8 took the name omega after the plan was made"},
		"renamed":              {rename, []*joinperm.Listed{permission("1", "omega")}, "unchanged 1 omega"},
		"name taken since":     {rename, []*joinperm.Listed{permission("1", "alpha"), permission("7", "omega")}, "conflict 1 alpha JoinPermissionName:alpha>omega | the name omega is already used by permission 7"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			saved := reread(t, account(permission("1", "alpha")).plans(t, c.wants...))
			before := fmt.Sprintf("%+v", saved)
			checked, err := saved.Check(t.Context(), account(c.then...))
			if err != nil {
				t.Fatal(err)
			}
			expect(t, "row", told(checked), []string{c.told})
			if after := fmt.Sprintf("%+v", saved); after != before {
				t.Errorf("the plan itself became %s", after)
			}
		})
	}
}

func disabled(p *joinperm.Listed) *joinperm.Listed {
	p.Enabled = "false"
	return p
}

// Whatever is read is a plan: it is written and read again to the same one, and can be checked and
// applied.
func FuzzRead(f *testing.F) {
	f.Add([]byte(written(f, samplePlan(f))))
	f.Add([]byte(`{"Version":1,"Rows":[{"Action":"update","JoinPermissionId":"1","JoinPermissionName":"aaaa","Changes":[{"Field":"JoinPermissionName","Live":"aaaa","New":"bbbb"}]},{"Action":"update","JoinPermissionId":"2","JoinPermissionName":"bbbb","Changes":[{"Field":"JoinPermissionName","Live":"bbbb","New":"aaaa"}]}]}`))
	for _, hostile := range []string{
		"", "null", strings.Repeat("[", 200), `{"Version":1,"Rows":` + strings.Repeat(`[{"Changes":`, 100), `{"Version":1e999999}`, `{"Version":` + strings.Repeat("9", 400) + `}`, "\x00", "\xff",
		`{"Version":1,"Version":1,"Rows":[],"Rows":null}`, `{"Version":1,"\u001b[31m":1}`, `{"Version":1,"MadeAt":"\u202e"}`, `{"Version":1,"Rows":[{"Action":"missing","JoinPermissionName":"\ud800\u001b","Problem":"\u0000"}]}`,
		`{"Version":1,"Rows":[{"Action":"\u009b31m"}]}`, `{"Version":1}{"Version":1}`,
	} {
		f.Add([]byte(hostile))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := Read(bytes.NewReader(text))
		if err != nil {
			return
		}
		again := reread(t, p)
		if first, second := fmt.Sprintf("%+v", p), fmt.Sprintf("%+v", again); first != second {
			t.Fatalf("%s became %s", first, second)
		}
		live := account(permission("1", "aaaa"), permission("2", "bbbb"), permission("123", "凭证1"))
		checked, err := p.Check(t.Context(), live)
		if err != nil {
			t.Fatal(err)
		}
		summary, err := checked.Apply(t.Context(), t.Context(), live, ApplyOptions{Now: now})
		if sum := summary.rows(); err != nil || sum != len(p.Rows) {
			t.Fatalf("%d of %d rows are counted, %v", sum, len(p.Rows), err)
		}
	})
}

func (s *Summary) rows() int {
	return s.Updated + s.Created + s.Unchanged + s.Failed + s.Stale + s.Skipped
}
