package joinperm

import (
	"maps"
	"strings"
	"testing"
)

func TestCreationNeedsNameClassAndBand(t *testing.T) {
	t.Parallel()
	_, refusals := NewCreation(map[string]string{"RxDelay": "0", "IotInstanceId": " "})
	var got []string
	for _, r := range refusals {
		got = append(got, r.Field.Flag+": "+r.Problem.Rule.String())
	}
	text := strings.Join(got, "\n")
	for _, want := range []string{"iot-instance-id: contains a blank", "name: is missing", "class-mode: is missing", "freq-band-plan-group-id: is missing", "rx-delay: must be"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not told in\n%s", want, text)
		}
	}
	if len(refusals) != 5 {
		t.Errorf("%d refusals", len(refusals))
	}
}

func TestCreationAsksForTheDefaultJoinEUIUnlessOneIsGiven(t *testing.T) {
	t.Parallel()
	given := map[string]string{"JoinPermissionName": "凭证9", "ClassMode": "a", "FreqBandPlanGroupId": "101", "IotInstanceId": "iot-x"}
	c, _ := NewCreation(given)
	want := map[string]string{"JoinPermissionName": "凭证9", "ClassMode": "A", "FreqBandPlanGroupId": "101", "IotInstanceId": "iot-x", "UseDefaultJoinEui": "true"}
	if !maps.Equal(c.Params(), want) || c.Name() != "凭证9" {
		t.Errorf("got %v", c.Params())
	}
	given["JoinEui"] = "00000000000000A1"
	c, _ = NewCreation(given)
	if p := c.Params(); p["UseDefaultJoinEui"] != "false" || p["JoinEui"] != "00000000000000a1" {
		t.Errorf("got %v", p)
	}
	if p := c.RoamingParams(); p["UseDefaultJoinEui"] != "" || p["IotInstanceId"] != "" {
		t.Errorf("a roaming permission is asked for with %v", p)
	}
}

func TestDifferencesAreWhatHasToBeSent(t *testing.T) {
	t.Parallel()
	live := Listed{ClassMode: "A", RxDelay: "1", JoinEUI: "d896e0efff000000", FreqBandPlanGroupID: "101"}
	change, _ := NewChange(map[string]string{"JoinPermissionId": "123", "ClassMode": "C", "RxDelay": "1", "JoinEui": "D896E0EFFF000000", "FreqBandPlanGroupId": "201"})
	if change.AppliedTo(&live) {
		t.Error("the change is taken for held")
	}
	differing := change.Differing(&live)
	if want := map[string]string{"JoinPermissionId": "123", "ClassMode": "C", "FreqBandPlanGroupId": "201"}; !maps.Equal(differing.Params(), want) {
		t.Errorf("sends %v, want %v", differing.Params(), want)
	}
	effects := map[string]string{}
	for _, d := range change.Differences(&live) {
		effects[d.Field.Param] = d.Effect("10").String()
		if !d.Effect("0").Empty() {
			t.Errorf("%s has an effect on no node", d.Field.Param)
		}
	}
	if !strings.Contains(effects["ClassMode"], "its 10 nodes miss") || !strings.Contains(effects["FreqBandPlanGroupId"], "old band") || effects["JoinEui"] != "" || effects["RxDelay"] != "" {
		t.Errorf("effects %v", effects)
	}
	held := change.Differing(&Listed{ClassMode: "C", RxDelay: "1", JoinEUI: "d896e0efff000000", FreqBandPlanGroupID: "201"})
	if len(held.Set) != 0 {
		t.Errorf("a held change sends %v", held.Params())
	}
}

func TestFiltersAreWholeAndChecked(t *testing.T) {
	t.Parallel()
	for _, f := range append(append(OwnedFilters(), RentedFilters()...), SortBy(), SortNodesBy(), NodeFilter()) {
		if f.Flag == "" || f.Param == "" || f.Label == "" || f.Help == "" {
			t.Errorf("%s: a part is missing", f.Param)
		}
		if _, err := f.Rule(f.Example); err != nil {
			t.Errorf("%s: the example is refused: %v", f.Param, err)
		}
		if f.Values == nil {
			continue
		}
		for _, value := range f.Values() {
			if normal, err := f.Rule(value); err != nil || normal != value || f.Explain(value) == "" {
				t.Errorf("%s: its value %q becomes %q, %v, or is not explained", f.Param, value, normal, err)
			}
		}
	}
	filter, refusals := CheckFilter(RentedFilters(), map[string]string{"Type": "local", "BoundNodeGroup": "perhaps", "Unknown": "x"})
	if len(refusals) != 1 || refusals[0].Field.Flag != "bound" || !maps.Equal(filter, map[string]string{"Type": "LOCAL"}) {
		t.Errorf("got %v and %v", filter, refusals)
	}
}

func TestIdentifiersAreChecked(t *testing.T) {
	t.Parallel()
	if p := CheckIdentifier("some-user"); p != nil {
		t.Errorf("some-user: %v", p)
	}
	if p := CheckIdentifier("some user"); p == nil || p.Given != "some user" {
		t.Errorf("some user: %v", p)
	}
}
