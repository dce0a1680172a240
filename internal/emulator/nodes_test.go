package emulator

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"linkwanctl/internal/joinperm"
)

func TestNodesAgreeWithTheirPermission(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	seen := map[string]bool{}
	for _, r := range samples() {
		as, at := Owner(), "JoinPermissionId="+string(r.JoinPermissionID)
		switch {
		case r.kind() == kindRoaming:
			continue // nobody owns it
		case r.Owner == otherAccount:
			as = Other()
		}
		euis, total := s.doesAs(t, as, "", "ListNodesByOwnedJoinPermissionId", "Limit=100;Offset=0;IotInstanceId="+r.InstanceID+";"+at).listed(t, "DevEui")
		count := s.doesAs(t, as, "", "CountNodesByOwnedJoinPermissionId", at).data(t)
		if fmt.Sprint(total) != string(r.NodesCnt) || count != float64(total) || len(strings.Fields(euis)) != total {
			t.Errorf("%s: %s, counted %v and %d, want %s", r.JoinPermissionID, euis, count, total, r.NodesCnt)
		}
		for eui := range strings.FieldsSeq(euis) {
			if seen[eui] || len(eui) != 16 || strings.Trim(eui, "0123456789abcdef") != "" {
				t.Errorf("DevEUI %q", eui)
			}
			seen[eui] = true
		}
	}
}

func TestNodesAreFilteredSortedAndPaged(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	s.wants(t, "", message{params: set("123", "ClassMode", "C")})
	for params, want := range map[string]string{
		"Limit=3;Offset=0": "1 2 3",
		"Limit=3;Offset=9": "10",
		"Limit=2;Offset=0;SortingField=CREATED_MILLIS;Ascending=false":    "10 9",
		"Limit=2;Offset=1;SortingField=LAST_JOIN_MILLIS":                  "9 8",
		"Limit=2;Offset=0;SortingField=LAST_JOIN_MILLIS;Ascending=False":  "1 2",
		"Limit=9;Offset=0;FuzzyDevEui=FEED00007B00000A":                   "10",
		"Limit=9;Offset=0;FuzzyDevEui=nothing":                            "",
		"Limit=9;Offset=8;FuzzyDevEui=feed;SortingField=LAST_JOIN_MILLIS": "2 1",
	} {
		r := s.does(t, "", "ListNodesByOwnedJoinPermissionId", "JoinPermissionId=123;"+params)
		euis, _ := r.listed(t, "DevEui")
		var got []string
		for eui := range strings.FieldsSeq(euis) {
			var id, n int
			if _, err := fmt.Sscanf(eui, "feed%06x%06x", &id, &n); err != nil || id != 123 {
				t.Errorf("DevEUI %s", eui)
			}
			got = append(got, fmt.Sprint(n))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", params, got, want)
		}
		if classes, _ := r.listed(t, "ClassMode"); strings.Trim(classes, "C ") != "" {
			t.Errorf("the classes are %s", classes)
		}
	}
	for params, code := range map[string]string{
		"JoinPermissionId=200;Limit=9;Offset=0":                     codeNotOwner,
		"JoinPermissionId=201;Limit=9;Offset=0":                     codeNotOwner, // rented
		"JoinPermissionId=999;Limit=9;Offset=0":                     codeNonExistent,
		"JoinPermissionId=301;Limit=9;Offset=0":                     codeNonExistent,
		"JoinPermissionId=123;Limit=9":                              "MissingOffset",
		"JoinPermissionId=123;Limit=201;Offset=0":                   codeParameter,
		"JoinPermissionId=123;Limit=9;Offset=0;SortingField=DevEui": codeParameter,
		"Limit=9;Offset=0":                                          "MissingJoinPermissionId",
	} {
		s.does(t, code, "ListNodesByOwnedJoinPermissionId", params)
	}
	if n := s.does(t, "", "CountNodesByOwnedJoinPermissionId", "JoinPermissionId=123;FuzzyDevEui=b00000").data(t); n != 10.0 {
		t.Errorf("counted %v", n)
	}
}

func TestNodesGoWithTheirPermission(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	s.does(t, "", "DeleteLocalJoinPermission", "JoinPermissionId=123")
	s.does(t, codeNonExistent, "CountNodesByOwnedJoinPermissionId", "JoinPermissionId=123")
}

func TestEveryPlanIsFoundByItsID(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	all, _ := s.does(t, "", "ListFreqBandPlanGroups", "").data(t).([]any)
	for i, p := range joinperm.Plans() {
		got := s.does(t, "", "GetFreqBandPlanGroup", "GroupId="+string(p.GroupID)).fields(t)
		if fmt.Sprint(got) != fmt.Sprint(all[i]) || fmt.Sprint(got["GroupId"]) != string(p.GroupID) {
			t.Errorf("plan %s is %v, listed as %v", p.GroupID, got, all[i])
		}
	}
	want := map[string]any{"GroupId": 201.0, "FrequencyRegionId": "CN", "FrequencyType": "SAME_FREQUENCY", "BeginFrequency": 923.0, "EndFrequency": 925.0}
	if !slices.ContainsFunc(all, func(g any) bool { return fmt.Sprint(g) == fmt.Sprint(want) }) {
		t.Errorf("the documented sample is not among %v", all)
	}
	for id, code := range map[string]string{"999": codeNonExistent, "0101": codeNonExistent, "x": codeParameter, "": "MissingGroupId"} {
		s.does(t, code, "GetFreqBandPlanGroup", "GroupId="+id)
	}
}
