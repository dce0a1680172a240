package emulator

import (
	"slices"
	"strings"
	"testing"

	"linkwanctl/internal/joinperm"
)

func TestUpdateChangesWhatIsGivenAndNothingElse(t *testing.T) {
	t.Parallel()
	for _, style := range styles() {
		t.Run(style.name, func(t *testing.T) {
			t.Parallel()
			s := open(t, Options{})
			before := s.permission(t, "123")
			if before["JoinPermissionName"] != "凭证1" || before["NodesCnt"] != 10.0 || before["JoinEui"] != "d896e0efff000000" || before["Enabled"] != true {
				t.Fatalf("the sample differs: %v", before)
			}
			r := s.wants(t, "", message{style: style, params: set("123", "JoinPermissionName", "新名字_9", "RxDelay", "3", "JoinEui", "00000000000000ff")})
			var d struct{ RequestID string }
			if r.into(t, &d); !isUpperUUID(d.RequestID) {
				t.Errorf("request ID %q", d.RequestID)
			}
			before["JoinPermissionName"], before["RxDelay"], before["JoinEui"] = "新名字_9", 3.0, "00000000000000ff"
			after := s.permission(t, "123")
			for name, value := range before {
				if after[name] != value {
					t.Errorf("%s is %v, want %v", name, after[name], value)
				}
			}
		})
	}
}

func TestUpdateWithNothingToChangeSucceeds(t *testing.T) {
	t.Parallel()
	open(t, Options{}).wants(t, "", message{params: set("123")})
}

func TestUpdateTakesNormalValuesAlone(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	for _, c := range []struct{ param, value, code string }{
		{"ClassMode", "B", ""}, {"ClassMode", "b", codeParameter}, {"ClassMode", "Z", codeParameter},
		{"RxDelay", "15", ""}, {"RxDelay", "16", codeParameter}, {"RxDelay", "3s", codeParameter}, {"RxDelay", "03", codeParameter},
		{"DataRate", "0", ""}, {"DataRate", "6", codeParameter},
		{"JoinEui", "00000000000000ab", ""}, {"JoinEui", "00000000000000AB", codeParameter}, {"JoinEui", "1", codeParameter},
		{"JoinPermissionName", "abcd", ""}, {"JoinPermissionName", "abc", codeName}, {"JoinPermissionName", "a b c d", codeName},
		{"FreqBandPlanGroupId", "102", ""}, {"FreqBandPlanGroupId", "0101", codePlan}, {"FreqBandPlanGroupId", "x", codePlan}, {"FreqBandPlanGroupId", "103", codePlan},
		{"ClassMode", "", ""}, // as good as not given
		{"RegionId", "cn-shanghai", ""},
	} {
		r := s.wants(t, c.code, message{params: set("125", c.param, c.value)})
		if c.code != "" && r.status != 400 {
			t.Errorf("%s=%s: status %d", c.param, c.value, r.status)
		}
		if c.code == codeParameter && !strings.Contains(string(r.body), c.param) {
			t.Errorf("%s=%s: the message does not name it: %s", c.param, c.value, r.body)
		}
	}
	got := s.permission(t, "125")
	if got["ClassMode"] != "B" || got["RxDelay"] != 15.0 || got["JoinEui"] != "00000000000000ab" || got["FreqBandPlanGroupId"] != 102.0 {
		t.Errorf("a refused value was kept, or a good one was not: %v", got)
	}
}

func TestRefusedUpdateChangesNothing(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	before := s.permission(t, "123")
	s.wants(t, codeNameTaken, message{params: set("123", "ClassMode", "C", "JoinPermissionName", "冷链网关")})
	s.wants(t, codeParameter, message{params: set("123", "ClassMode", "C", "JoinEui", "zz")})
	if after := s.permission(t, "123"); after["ClassMode"] != before["ClassMode"] {
		t.Errorf("the class is %v now", after["ClassMode"])
	}
	s.wants(t, "", message{params: set("123", "JoinPermissionName", "凭证1")}) // its own name is free to it
}

func TestExamplesReachEveryDocumentedCode(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	var reached []string
	for _, e := range Examples() {
		r := s.wants(t, e.Code, message{params: e.Params})
		if r.status != 400 {
			t.Errorf("%s: status %d", e.Code, r.status)
		}
		if e.Why == "" || !strings.HasPrefix(e.Flags(), "--id ") || strings.Count(e.Flags(), "--") != len(e.Params) {
			t.Errorf("%s: %q, %q", e.Code, e.Flags(), e.Why)
		}
		reached = append(reached, e.Code)
	}
	documented := []string{
		codeRAM, codeRisk, codeNonExistent, codeNotActivated, codeNoFeature, codeInternal,
		codeAuthorized, codeNotOwner, codeNameTaken, codeName, codePlan,
	}
	if reached = slices.Compact(reached); !slices.Equal(reached, documented) {
		t.Errorf("reached %v, want %v", reached, documented)
	}
}

func TestInstanceHoldsItsOwnPermissions(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	s.wants(t, "", message{params: set("301", "IotInstanceId", sampleInstance, "ClassMode", "C")})
	s.wants(t, codeNonExistent, message{params: set("123", "IotInstanceId", sampleInstance, "ClassMode", "C")})
	s.wants(t, codeNonExistent, message{action: "GetOwnedJoinPermission", params: set("301")})
	s.wants(t, "", message{action: "GetOwnedJoinPermission", params: set("301", "IotInstanceId", sampleInstance)})
	// A public instance with an ID has to be named as well.
	s.wants(t, codeNonExistent, message{params: set("302", "ClassMode", "C")})
	s.wants(t, "", message{params: set("302", "IotInstanceId", publicInstance, "ClassMode", "C")})
	s.wants(t, codeNonExistent, message{params: set("302", "IotInstanceId", sampleInstance, "ClassMode", "C")})
	s.wants(t, codeNameTaken, message{params: set("123", "JoinPermissionName", "企业网关")}) // unique in the account
	s.wants(t, "", message{params: set("123", "JoinPermissionName", "other_field")})     // another account's
}

func TestMissingParameterIsNamed(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	s.wants(t, "MissingJoinPermissionId", message{})
	s.wants(t, "MissingJoinPermissionId", message{action: "GetOwnedJoinPermission", params: set("")})
	s.wants(t, "MissingLimit", message{action: "ListOwnedJoinPermissions", params: map[string]string{"Offset": "0"}})
	s.wants(t, "MissingOffset", message{action: "ListOwnedJoinPermissions", params: map[string]string{"Limit": "9"}})
}

func TestListFiltersSortsAndPages(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	s.wants(t, "", message{params: set("123", "RxDelay", "15")})
	for _, c := range []struct {
		given string // name=value;…
		ids   string
		total int
	}{
		{"", "123 124 125", 3},
		{"Limit=0", "", 3},
		{"Limit=200", "123 124 125", 3},
		{"Limit=2", "123 124", 3},
		{"Limit=2;Offset=2", "125", 3},
		{"Offset=9", "", 3},
		{"Offset=2147483647", "", 3},
		{"Ascending=false", "125 124 123", 3},
		{"Ascending=False", "125 124 123", 3},
		{"SortingField=CREATED_MILLIS", "123 124 125", 3},
		{"SortingField=CREATED_MILLIS;Ascending=false;Limit=2", "125 124", 3},
		{"SortingField=CREATED_MILLIS;Ascending=false;Limit=2;Offset=2", "123", 3},
		{"Enabled=true", "123 124", 2},
		{"Enabled=False", "125", 1},
		{"FuzzyJoinEui=E0EF", "123 124", 2},
		{"FuzzyJoinPermissionName=凭证", "123", 1},
		{"FuzzyRenterAliyunId=some", "124", 1},
		{"FuzzyRenterAliyunId=some;Enabled=false", "", 0},
		{"IotInstanceId=" + sampleInstance, "301", 1},
		{"IotInstanceId=iot-other", "", 0},
	} {
		params := map[string]string{"Limit": "100", "Offset": "0"}
		for pair := range strings.SplitSeq(c.given, ";") {
			name, value, _ := strings.Cut(pair, "=")
			params[name] = value
		}
		var d struct {
			Data struct {
				List       []joinperm.Listed
				TotalCount int
			}
		}
		r := s.wants(t, "", message{action: "ListOwnedJoinPermissions", params: params})
		r.into(t, &d)
		var ids []string
		for _, p := range d.Data.List {
			ids = append(ids, string(p.JoinPermissionID))
		}
		if got := strings.Join(ids, " "); got != c.ids || d.Data.TotalCount != c.total {
			t.Errorf("%s: %q of %d, want %q of %d", c.given, got, d.Data.TotalCount, c.ids, c.total)
		}
		if c.ids == "" && !strings.Contains(string(r.body), `"List":[]`) {
			t.Errorf("%s: an empty list is not []: %s", c.given, r.body)
		}
		if strings.Contains(c.given, "IotInstanceId") {
			continue // not a parameter of the count
		}
		if n := s.does(t, "", "CountOwnedJoinPermissions", c.given).data(t); n != float64(c.total) {
			t.Errorf("%s: counted %v, want %d", c.given, n, c.total)
		}
	}
}

func TestListRefusesWhatItsRulesRefuse(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	for name, values := range map[string][]string{
		"Limit": {"201", "-1", "x", "1e1"}, "Offset": {"-1", "x", "2147483648"},
		"Enabled": {"yes"}, "Ascending": {"1"}, "SortingField": {"RxDelay", "CreateMillis"},
	} {
		for _, value := range values {
			params := map[string]string{"Limit": "10", "Offset": "0"}
			params[name] = value
			s.wants(t, codeParameter, message{action: "ListOwnedJoinPermissions", params: params})
		}
	}
	s.does(t, codeParameter, "CountOwnedJoinPermissions", "Enabled=yes")
	s.does(t, "", "CountOwnedJoinPermissions", "Limit=0;IotInstanceId="+sampleInstance) // knows neither
}

func TestListSeesEveryChange(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	look := func(want string) {
		t.Helper()
		if ids, _ := s.does(t, "", "ListOwnedJoinPermissions", "Limit=9;Offset=0;Enabled=true").listed(t, "JoinPermissionId"); ids != want {
			t.Errorf("listed are %s, want %s", ids, want)
		}
	}
	look("123 124")
	s.does(t, "", "UpdateOwnedLocalJoinPermissionEnablingState", "JoinPermissionId=125;Enabled=true")
	look("123 124 125")
	s.does(t, "", "DeleteLocalJoinPermission", "JoinPermissionId=123")
	look("124 125")
	s.does(t, "", "CreateLocalJoinPermission", newOne)
	look("124 125 1001")
	s.does(t, codeNonExistent, "DeleteLocalJoinPermission", "JoinPermissionId=123") // changes nothing
	look("124 125 1001")
}

func TestOtherAccountSeesItsOwnAlone(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	s.does(t, "", "ListOwnedJoinPermissions", "Limit=9;Offset=0") // is not what the other account gets
	s.does(t, "", "ListRentedJoinPermissions", "Limit=9;Offset=0")
	r := s.wants(t, "", message{as: Other(), action: "ListOwnedJoinPermissions", params: map[string]string{"Limit": "9", "Offset": "0"}})
	if body := string(r.body); !strings.Contains(body, `"200"`) || strings.Contains(body, `"123"`) {
		t.Errorf("the list is %s", body)
	}
	s.wants(t, codeNotOwner, message{as: Other(), action: "GetOwnedJoinPermission", params: set("123")})
	s.wants(t, "", message{as: Other(), params: set("200", "ClassMode", "C")})
}
