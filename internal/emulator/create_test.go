package emulator

import (
	"strings"
	"testing"
	"time"
)

const newOne = "JoinPermissionName=depot_07;ClassMode=B;FreqBandPlanGroupId=201;UseDefaultJoinEui=true"

func TestCreatedPermissionHoldsWhatWasGivenAndDefaults(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	for _, c := range []struct {
		params string
		want   map[string]any
	}{
		{newOne, map[string]any{
			"JoinPermissionName": "depot_07", "ClassMode": "B", "FreqBandPlanGroupId": 201.0, "RxDelay": 1.0, "DataRate": 4.0,
			"JoinEui": "d896e0efff000000", "Enabled": true, "AuthState": "NEW", "RenterAliyunId": "", "NodesCnt": 0.0, "CreateMillis": float64(noon.UnixMilli()),
		}},
		{"JoinPermissionName=仓库;ClassMode=A;FreqBandPlanGroupId=101;UseDefaultJoinEui=False;JoinEui=00000000000000c1;RxDelay=15;DataRate=0", map[string]any{
			"JoinPermissionName": "仓库", "JoinEui": "00000000000000c1", "RxDelay": 15.0, "DataRate": 0.0,
		}},
		{strings.Replace(newOne, "07", "08", 1) + ";JoinEui=00000000000000c1", map[string]any{"JoinEui": "d896e0efff000000"}},
	} {
		id, ok := s.does(t, "", "CreateLocalJoinPermission", c.params).data(t).(string)
		if !ok {
			t.Fatalf("%s: the ID is not a string", c.params)
		}
		got := s.permission(t, id)
		for name, value := range c.want {
			if got[name] != value {
				t.Errorf("%s: %s is %v, want %v", c.params, name, got[name], value)
			}
		}
	}
	if ids, _ := s.does(t, "", "ListOwnedJoinPermissions", "Limit=9;Offset=0").listed(t, "JoinPermissionId"); ids != "123 124 125 1001 1002 1003" {
		t.Errorf("listed are %s", ids)
	}
}

func TestCreateRefusesWhatCannotBe(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	for change, code := range map[string]string{
		"JoinPermissionName=":                "MissingJoinPermissionName",
		"ClassMode=":                         "MissingClassMode",
		"FreqBandPlanGroupId=":               "MissingFreqBandPlanGroupId",
		"UseDefaultJoinEui=":                 "MissingUseDefaultJoinEui",
		"UseDefaultJoinEui=false":            "MissingJoinEui",
		"UseDefaultJoinEui=yes":              codeParameter,
		"JoinPermissionName=凭证1":             codeNameTaken,
		"JoinPermissionName=企业网关":            codeNameTaken, // in the account's other instance
		"JoinPermissionName=泛在凭证":            codeNameTaken, // what the account applied for
		"JoinPermissionName=abc":             codeName,
		"JoinPermissionName=" + reservedName: codeName,
		"JoinPermissionName=" + limitName:    codeLocalLimit,
		"FreqBandPlanGroupId=103":            codePlan,
		"ClassMode=D":                        codeParameter,
		"RxDelay=16":                         codeParameter,
		"DataRate=04":                        codeParameter,
		"JoinEui=1":                          codeParameter,
		"IotInstanceId=iot-other":            codeNonExistent,
	} {
		s.does(t, code, "CreateLocalJoinPermission", newOne+";"+change)
	}
	if n := s.does(t, "", "CountOwnedJoinPermissions", "").data(t); n != 3.0 {
		t.Errorf("%v are there", n)
	}
	s.does(t, "", "CreateLocalJoinPermission", newOne+";JoinPermissionName=other_field") // another account's
}

func TestInstanceGetsItsOwnPermission(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	s.does(t, "", "CreateLocalJoinPermission", newOne+";IotInstanceId="+sampleInstance)
	s.does(t, codeNonExistent, "GetOwnedJoinPermission", "JoinPermissionId=1001")
	s.does(t, "", "GetOwnedJoinPermission", "JoinPermissionId=1001;IotInstanceId="+sampleInstance)
	s.does(t, codeNonExistent, "DeleteLocalJoinPermission", "JoinPermissionId=1001")
	s.does(t, "", "DeleteLocalJoinPermission", "JoinPermissionId=1001;IotInstanceId="+sampleInstance)
}

func TestOnlyInstancesThatExistGetPermissions(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	s.does(t, "", "CreateLocalJoinPermission", newOne+";IotInstanceId="+publicInstance)
	s.does(t, codeNonExistent, "CreateLocalJoinPermission", newOne+";JoinPermissionName=depot_08;IotInstanceId=iot-unknown")
}

func TestLimitsAreEachAccountsAndEachTypes(t *testing.T) {
	t.Parallel()
	s := open(t, Options{LocalLimit: 6, RoamingLimit: 2}) // the samples have 5 and 1
	s.does(t, "", "CreateLocalJoinPermission", newOne)
	s.does(t, codeLocalLimit, "CreateLocalJoinPermission", newOne+";JoinPermissionName=one_more")
	s.does(t, "", "DeleteLocalJoinPermission", "JoinPermissionId=1001")
	s.does(t, "", "CreateLocalJoinPermission", newOne+";JoinPermissionName=one_more")
	s.doesAs(t, Other(), "", "CreateLocalJoinPermission", newOne)

	const roaming = "JoinPermissionName=roamer;ClassMode=A;FreqBandPlanGroupId=102"
	s.does(t, "", "ApplyRoamingJoinPermission", roaming)
	s.does(t, codeRoamingLimit, "ApplyRoamingJoinPermission", roaming+";JoinPermissionName=roamer_2")
	if _, err := Open(Options{Data: t.TempDir() + "/state", LocalLimit: -1}); err == nil {
		t.Error("a limit below 0 is taken")
	}
}

func TestDeletedPermissionIsGoneAndItsNameFree(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	s.does(t, "", "DeleteLocalJoinPermission", "JoinPermissionId=123")
	s.does(t, codeNonExistent, "GetOwnedJoinPermission", "JoinPermissionId=123")
	s.does(t, codeNonExistent, "DeleteLocalJoinPermission", "JoinPermissionId=123")
	s.does(t, "", "CreateLocalJoinPermission", newOne+";JoinPermissionName=凭证1")
	s.does(t, "", "DeleteLocalJoinPermission", "JoinPermissionId=1001")
	if id := s.does(t, "", "CreateLocalJoinPermission", newOne).data(t); id != "1002" {
		t.Errorf("the ID %v was used before", id)
	}
	s.does(t, codeAuthorized, "DeleteLocalJoinPermission", "JoinPermissionId=124")
	s.does(t, codeNonExistent, "DeleteLocalJoinPermission", "JoinPermissionId=200") // another account's: no more is told
	s.doesAs(t, Other(), codeAuthorized, "DeleteLocalJoinPermission", "JoinPermissionId=202")
}

func TestRenamedPermissionLeavesItsNameFree(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	s.wants(t, "", message{params: set("123", "JoinPermissionName", "renamed")})
	s.does(t, codeNameTaken, "CreateLocalJoinPermission", newOne+";JoinPermissionName=renamed")
	s.does(t, "", "CreateLocalJoinPermission", newOne+";JoinPermissionName=凭证1")
}

func TestOwnerSwitchesPermissionsOffAndOn(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	const action = "UpdateOwnedLocalJoinPermissionEnablingState"
	for _, c := range []struct{ id, value string }{{"123", "false"}, {"123", "True"}, {"124", "FALSE"}, {"124", "true"}} {
		s.does(t, "", action, "JoinPermissionId="+c.id+";Enabled="+c.value)
		if got := s.permission(t, c.id)["Enabled"]; got != strings.EqualFold(c.value, "true") {
			t.Errorf("%s is %v after %s", c.id, got, c.value)
		}
	}
	s.does(t, codeParameter, action, "JoinPermissionId=123;Enabled=1")
	s.does(t, "MissingEnabled", action, "JoinPermissionId=123")
	s.does(t, codeNotOwner, action, "JoinPermissionId=201;Enabled=false") // a renter may not
	s.does(t, codeNonExistent, action, "JoinPermissionId=301;Enabled=false")
}

func TestIDsThatNameNothing(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	for _, id := range []string{"0123", "+123", "-1", "x", "123 ", "18446744073709551616", "99999999999999999999999", "\x00"} {
		s.does(t, codeNonExistent, "GetOwnedJoinPermission", "JoinPermissionId="+id)
		s.does(t, codeNonExistent, "GetJoinPermissionAuthOrder", "OrderId="+id)
	}
}

// Clients that create at once get IDs of their own, and one of a name.
func TestNameIsGivenOnceToManyAtOnce(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	codes := make(chan string)
	const clients = 20
	for range clients {
		go func() {
			r := s.send(t, message{action: "CreateLocalJoinPermission", params: given(newOne)})
			codes <- r.code(t)
		}()
	}
	created := 0
	for range clients {
		select {
		case code := <-codes:
			if code == "" {
				created++
			} else if code != codeNameTaken {
				t.Errorf("code %s", code)
			}
		case <-time.After(time.Minute):
			t.Fatal("no answer")
		}
	}
	if created != 1 {
		t.Errorf("%d were created", created)
	}
}
