package emulator

import (
	"strings"
	"testing"
)

func TestRentedAreFilteredAndPaged(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	s.does(t, "", "AcceptJoinPermissionAuthOrder", "OrderId=501")
	s.does(t, "", "UpdateRoamingJoinPermissionEnablingState", "JoinPermissionId=401;Enabled=false")
	for _, c := range []struct {
		given string
		ids   string
		total int
	}{
		{"", "201 202 401", 3},
		{"Limit=1;Offset=1", "202", 3},
		{"SortingField=CREATED_MILLIS;Ascending=false", "401 202 201", 3},
		{"SortingField=CREATED_MILLIS;Ascending=false;Limit=2", "401 202", 3},
		{"SortingField=CREATED_MILLIS;Ascending=false;Limit=2;Offset=2", "201", 3},
		{"Type=LOCAL", "201 202", 2},
		{"Type=ROAMING", "401", 1},
		{"BoundNodeGroup=True", "201", 1},
		{"BoundNodeGroup=false", "202 401", 2},
		{"Enabled=false", "401", 1},
		{"FuzzyOwnerAliyunId=sandbox", "201 202", 2},
		{"FuzzyOwnerAliyunId=alicloud iot", "401", 1},
		{"FuzzyJoinEui=00B1", "201", 1},
		{"FuzzyJoinPermissionName=field", "201 202", 2},
		{"FuzzyJoinPermissionName=field;BoundNodeGroup=false", "202", 1},
		{"FuzzyRenterAliyunId=nobody", "201 202 401", 3}, // the owned list's, not known here
		{"IotInstanceId=" + sampleInstance, "", 0},
	} {
		ids, total := s.does(t, "", "ListRentedJoinPermissions", "Limit=100;Offset=0;"+c.given).listed(t, "JoinPermissionId")
		if ids != c.ids || total != c.total {
			t.Errorf("%s: %q of %d, want %q of %d", c.given, ids, total, c.ids, c.total)
		}
		if strings.Contains(c.given, "IotInstanceId") {
			continue // not a parameter of the count
		}
		if n := s.does(t, "", "CountRentedJoinPermissions", c.given).data(t); n != float64(c.total) {
			t.Errorf("%s: counted %v, want %d", c.given, n, c.total)
		}
	}
	for _, wrong := range []string{"Type=local", "BoundNodeGroup=1", "Enabled=x", "SortingField=RxDelay", "Limit=201", "Limit=-1", "Offset=-1", "Ascending=up"} {
		s.does(t, codeParameter, "ListRentedJoinPermissions", "Limit=100;Offset=0;"+wrong)
	}
	s.does(t, codeParameter, "CountRentedJoinPermissions", "Type=local")
	s.does(t, "MissingLimit", "ListRentedJoinPermissions", "Offset=0")
}

func TestGroupAndPermissionAreBoundToEachOther(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	const bind, unbind = "BindJoinPermissionToNodeGroup", "UnbindJoinPermissionFromNodeGroup"
	s.does(t, codeBound, bind, "JoinPermissionId=201;NodeGroupId=602")
	s.does(t, codeGroupBound, bind, "JoinPermissionId=401;NodeGroupId=601")
	s.does(t, codeNoGroup, bind, "JoinPermissionId=401;NodeGroupId=611")
	s.does(t, codeNoPermission, bind, "JoinPermissionId=123;NodeGroupId=602") // owned, not rented
	s.does(t, codeNonExistent, unbind, "JoinPermissionId=201;NodeGroupId=602")
	s.does(t, codeNonExistent, unbind, "JoinPermissionId=401;NodeGroupId=601")
	s.doesAs(t, Other(), codeNonExistent, unbind, "JoinPermissionId=201;NodeGroupId=601")
	s.does(t, "", unbind, "JoinPermissionId=201;NodeGroupId=601")
	s.does(t, "", bind, "JoinPermissionId=401;NodeGroupId=601")
	got := s.does(t, "", "GetRentedJoinPermission", "JoinPermissionId=401").fields(t)
	if got["BoundNodeGroupId"] != "601" || got["BoundNodeGroupName"] != "field_group" || got["Type"] != "ROAMING" {
		t.Errorf("bound it is %v", got)
	}
	if got := s.does(t, "", "GetRentedJoinPermission", "JoinPermissionId=201").fields(t); got["BoundNodeGroupId"] != "" {
		t.Errorf("unbound it is %v", got)
	}
	s.does(t, codeBound, "ReturnJoinPermission", "JoinPermissionId=401;JoinPermissionType=ROAMING")
	s.does(t, codeBound, "UpdateRoamingJoinPermission", "JoinPermissionId=401;RxDelay=2")
}

// The pages differ on the unit of this one action's delay.
func TestRoamingDelayIsTakenInSecondsAndMilliseconds(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	for given, want := range map[string]float64{"1": 1, "15": 15, "1000": 1, "15000": 15} {
		s.does(t, "", "UpdateRoamingJoinPermission", "JoinPermissionId=401;RxDelay="+given)
		if got := s.does(t, "", "GetRentedJoinPermission", "JoinPermissionId=401").fields(t)["RxDelay"]; got != want {
			t.Errorf("RxDelay=%s is kept as %v, want %v s", given, got, want)
		}
	}
	for _, wrong := range []string{"0", "16", "999", "1500", "16000", "-1000", "01000", "3s"} {
		s.does(t, codeParameter, "UpdateRoamingJoinPermission", "JoinPermissionId=401;RxDelay="+wrong)
	}
	s.does(t, codeParameter, "UpdateOwnedLocalJoinPermission", "JoinPermissionId=123;RxDelay=1000")
}

func TestOwnerSeesWhereItsDataGo(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	look := func(want string) {
		t.Helper()
		p := s.doesAs(t, Other(), "", "GetOwnedJoinPermission", "JoinPermissionId=201").fields(t)
		if got := p["DataDispatchDestination"].(string) + p["BoundProductName"].(string); got != want {
			t.Errorf("they go to %q, want %q", got, want)
		}
	}
	look("IOTfield_meters")
	s.does(t, "", "UnbindJoinPermissionFromNodeGroup", "JoinPermissionId=201;NodeGroupId=601")
	look("")
	s.does(t, "", "BindJoinPermissionToNodeGroup", "JoinPermissionId=201;NodeGroupId=602")
	look("")
	s.does(t, "", "UnbindJoinPermissionFromNodeGroup", "JoinPermissionId=201;NodeGroupId=602")
	s.does(t, "", "BindJoinPermissionToNodeGroup", "JoinPermissionId=201;NodeGroupId=601")
	look("IOTfield_meters")
}

func TestRoamingPermissionIsItsRentersAlone(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	const apply, update, enable = "ApplyRoamingJoinPermission", "UpdateRoamingJoinPermission", "UpdateRoamingJoinPermissionEnablingState"
	const one = "JoinPermissionName=roamer;ClassMode=A;FreqBandPlanGroupId=102;RxDelay=2;JoinEui=00000000000000ff"
	s.does(t, codeRoamingLimit, apply, one) // one is there
	s.does(t, "", "ReturnJoinPermission", "JoinPermissionId=401;JoinPermissionType=ROAMING")
	s.does(t, "", apply, strings.Replace(one, "roamer", "泛在凭证", 1)) // the name is free again
	s.does(t, "", "ReturnJoinPermission", "JoinPermissionId=1001;JoinPermissionType=ROAMING")
	s.does(t, codeNonExistent, "ReturnJoinPermission", "JoinPermissionId=401;JoinPermissionType=ROAMING")
	id, _ := s.does(t, "", apply, one).data(t).(string)
	at := "JoinPermissionId=" + id
	p := s.does(t, "", "GetRentedJoinPermission", at).fields(t)
	for name, want := range map[string]any{
		"JoinPermissionName": "roamer", "Type": "ROAMING", "ClassMode": "A", "FreqBandPlanGroupId": 102.0, "RxDelay": 2.0, "DataRate": 4.0,
		"JoinEui": "d896e0efff000000", "Enabled": true, // the JoinEui is not one of its parameters
	} {
		if p[name] != want {
			t.Errorf("%s is %v, want %v", name, p[name], want)
		}
	}
	s.does(t, "", update, at+";JoinPermissionName=roamer_2;RxDelay=15;DataRate=5;ClassMode=C")
	s.does(t, "", enable, at+";Enabled=false")
	p = s.does(t, "", "GetRentedJoinPermission", at).fields(t)
	if p["JoinPermissionName"] != "roamer_2" || p["RxDelay"] != 15.0 || p["DataRate"] != 5.0 || p["ClassMode"] != "A" || p["Enabled"] != false {
		t.Errorf("updated it is %v", p)
	}
	s.does(t, codeNameTaken, update, at+";JoinPermissionName=凭证1")
	s.does(t, codeName, update, at+";JoinPermissionName=x")
	s.does(t, codeParameter, update, at+";RxDelay=0")
	s.doesAs(t, Other(), codeNonExistent, update, at)
	s.doesAs(t, Other(), codeNotOwner, enable, at+";Enabled=true")
	s.does(t, codeNonExistent, update, "JoinPermissionId=201;RxDelay=2") // rented, but a local one
	s.does(t, codeNonExistent, enable, "JoinPermissionId=201;Enabled=true")

	s.does(t, codeNotOwner, "GetOwnedJoinPermission", at)
	s.does(t, codeNonExistent, "DeleteLocalJoinPermission", at)
	if ids, _ := s.does(t, "", "ListOwnedJoinPermissions", "Limit=9;Offset=0").listed(t, "JoinPermissionId"); ids != "123 124 125" {
		t.Errorf("owned are %s", ids)
	}
	s.doesAs(t, Other(), "", apply, one) // a limit and a name of its own
}
