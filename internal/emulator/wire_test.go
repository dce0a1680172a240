package emulator

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// typesOf writes the shape of a JSON value: what its members are called, and whether they are
// strings, numbers or booleans.
func typesOf(value any) string {
	switch value := value.(type) {
	case string:
		return "string"
	case float64:
		return "number"
	case bool:
		return "bool"
	case []any:
		if len(value) == 0 {
			return "[]"
		}
		return "[" + typesOf(value[0]) + "]"
	case map[string]any:
		var members []string
		for _, name := range slices.Sorted(maps.Keys(value)) {
			members = append(members, name+" "+typesOf(value[name]))
		}
		return "{" + strings.Join(members, ", ") + "}"
	}
	return fmt.Sprint(value)
}

// Each action's Data has the members and the types that the reference names for it: the same figure
// is a number in one answer and a string in another.
func TestDataHasTheTypesOfItsAction(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	const node = "{BoundMillis number, ClassMode string, DevAddr string, DevEui string, LastJoinMillis number}"
	const plan = "{BeginFrequency number, EndFrequency number, FrequencyRegionId string, FrequencyType string, GroupId number}"
	const owned = "AuthState string, ClassMode string, DataRate number, Enabled bool, FreqBandPlanGroupId number, JoinEui string, " +
		"JoinPermissionId string, JoinPermissionName string, RenterAliyunId string, RxDelay number"
	const rented = "BoundNodeGroup bool, BoundNodeGroupId string, BoundNodeGroupName string, ClassMode string, " +
		"DataDispatchConfig {Destination string, IotProduct {DebugSwitch bool, ProductKey string, ProductName string, ProductType string}}, " +
		"DataRate string, Enabled bool, FreqBandPlanGroupId string, JoinEui string, JoinPermissionId string, JoinPermissionName string, " +
		"OwnerAliyunId string, RxDelay string, Type string"
	for _, c := range [][3]string{
		{"GetOwnedJoinPermission", "JoinPermissionId=123", "{AuthState string, BoundProductName string, ClassMode string, CreateMillis number, " +
			"DataDispatchDestination string, DataRate number, Enabled bool, FreqBandPlanGroupId number, JoinEui string, JoinPermissionId string, " +
			"JoinPermissionName string, MulticastEnabled bool, MulticastNodeCapacity number, MulticastNodeCount number, NodesCnt number, " +
			"RenterAliyunId string, RxDailySum number, RxDelay number, RxMonthSum number, TxDailySum number, TxMonthSum number}"},
		{"ListOwnedJoinPermissions", "Limit=1;Offset=0", "{List [{" + owned + "}], TotalCount number}"},
		{"CountOwnedJoinPermissions", "", "number"},
		{"GetRentedJoinPermission", "JoinPermissionId=201", "{BoundNodeGroupId string, BoundNodeGroupName string, ClassMode string, CreateMillis number, " +
			"DataRate number, Enabled bool, FreqBandPlanGroupId number, JoinEui string, JoinPermissionId string, JoinPermissionName string, " +
			"NodesCnt number, RxDailySum number, RxDelay number, RxMonthSum number, TxDailySum number, TxMonthSum number, Type string}"},
		{"ListRentedJoinPermissions", "Limit=1;Offset=0", "{List [{" + rented + "}], TotalCount number}"},
		{"CountRentedJoinPermissions", "Type=ROAMING", "number"},
		{"GetJoinPermissionAuthOrder", "OrderId=503", "{AcceptedMillis number, ApplyingMillis number, JoinPermissionId string, OrderId string, " +
			"OrderState string, OwnerAliyunId string, RenterAliyunId string}"},
		{"GetJoinPermissionAuthOrder", "OrderId=502", "{ApplyingMillis number, CanceledMillis number, JoinPermissionId string, OrderId string, " +
			"OrderState string, OwnerAliyunId string, RenterAliyunId string}"},
		{"ListNodesByOwnedJoinPermissionId", "JoinPermissionId=123;Limit=1;Offset=0", "{List [" + node + "], TotalCount number}"},
		{"CountNodesByOwnedJoinPermissionId", "JoinPermissionId=125", "number"},
		{"ListFreqBandPlanGroups", "", "[" + plan + "]"},
		{"GetFreqBandPlanGroup", "GroupId=101", plan},
		{"CreateLocalJoinPermission", newOne, "string"},
		{"SubmitJoinPermissionAuthOrder", "JoinPermissionId=123;RenterAliyunId=some-user", "number"},
		{"ReturnJoinPermission", "JoinPermissionId=401;JoinPermissionType=ROAMING", "nothing"},
		{"ApplyRoamingJoinPermission", "JoinPermissionName=roamer;ClassMode=A;FreqBandPlanGroupId=101", "string"},
		{"UpdateRoamingJoinPermission", "JoinPermissionId=1002", "nothing"},
		{"UpdateRoamingJoinPermissionEnablingState", "JoinPermissionId=1002;Enabled=true", "nothing"},
		{"UpdateOwnedLocalJoinPermission", "JoinPermissionId=1001", "nothing"},
		{"UpdateOwnedLocalJoinPermissionEnablingState", "JoinPermissionId=1001;Enabled=true", "nothing"},
		{"DeleteLocalJoinPermission", "JoinPermissionId=1001", "nothing"},
		{"CancelJoinPermissionAuthOrder", "OrderId=5001", "nothing"},
		{"AcceptJoinPermissionAuthOrder", "OrderId=501", "nothing"},
		{"BindJoinPermissionToNodeGroup", "JoinPermissionId=202;NodeGroupId=602", "nothing"},
		{"UnbindJoinPermissionFromNodeGroup", "JoinPermissionId=202;NodeGroupId=602", "nothing"},
	} {
		r := s.does(t, "", c[0], c[1])
		var d map[string]json.RawMessage
		r.into(t, &d)
		got := "nothing"
		if _, has := d["Data"]; has {
			got = typesOf(r.data(t))
		}
		if got != c[2] {
			t.Errorf("%s: %s, want %s", c[0], got, c[2])
		}
	}
}

func TestAnswersOfEveryShapeAreXMLToo(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	for _, c := range [][3]string{
		{"CountOwnedJoinPermissions", "", "<Data>3</Data>"},
		{"CreateLocalJoinPermission", newOne, "<Data>1001</Data>"},
		{"SubmitJoinPermissionAuthOrder", "JoinPermissionId=123;RenterAliyunId=some-user", "<Data>5001</Data>"},
		{"ListRentedJoinPermissions", "Limit=9;Offset=0", "<OwnerAliyunId>AliCloud IoT</OwnerAliyunId>"},
		{"ListNodesByOwnedJoinPermissionId", "JoinPermissionId=124;Limit=9;Offset=0", "</List><List><DevEui>feed00007c000002</DevEui>"},
		{"GetJoinPermissionAuthOrder", "OrderId=501", "<OrderState>APPLYING</OrderState>"},
	} {
		r := s.send(t, message{xml: true, action: c[0], params: given(c[1])})
		if !strings.Contains(string(r.body), c[2]) || !strings.Contains(string(r.body), "<"+c[0]+"Response><RequestId>") {
			t.Errorf("%s: %s", c[0], r.body)
		}
	}
}
