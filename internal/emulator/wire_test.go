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
	const gateway = "{Address string, AddressCode number, AuthTypes string, ChargeStatus string, City string, ClassBSupported bool, ClassBWorking bool, " +
		"CommunicationMode string, Description string, District string, EmbeddedNsId string, Enabled bool, FreqBandPlanGroupId number, " +
		"GisCoordinateSystem string, GwEui string, Latitude number, Longitude number, Name string, OnlineState string, " +
		"OnlineStateChangedMillis number, TimeCorrectable bool}"
	const bound = "JoinEui string, JoinPermissionEnabled bool, JoinPermissionId string, JoinPermissionName string, " +
		"JoinPermissionOwnerAliyunId string, JoinPermissionType string, Locks []"
	const dispatched = "DataDispatchConfig {Destination string, IotProduct {DebugSwitch bool, ProductKey string, ProductName string, ProductType string}}, " +
		"DataDispatchEnabled bool, FreqBandPlanGroupId number, "
	const offline = "{Category string, GatewayOfflineInfo {GwEui string, OfflineMillis number}, HandleState string, NoticeMillis number, NotificationId string}"
	const day = "BeginMillis=1577836800000;EndMillis=1577923200000"
	for _, c := range [][3]string{
		{"GetGateway", "GwEui=d896e0ffff000001", gateway},
		{"ListGateways", "Limit=1;Offset=0", "{List [" + gateway + "], TotalCount number}"},
		{"CountGateways", "OnlineState=OFFLINE", "number"},
		{"GetGatewayStatusStat", "GwEui=d896e0ffff000001", "{CpuRadio number, Enabled bool, GwEui string, MemoryRadio number, OnlineHour number, " +
			"OnlineState string, RxCount number, TxCount number}"},
		{"GetGatewayPacketStat", "GwEui=d896e0ffff000001;" + day, "{DownlinkInvalid number, DownlinkValid number, UplinkInvalid number, UplinkValid number}"},
		{"ListGatewayTransferFlowStats", "GwEui=d896e0ffff000001;TimeIntervalUnit=INTERVAL_IN_HOURS;" + day, "[{DownlinkCount number, StatMillis string, UplinkCount number}]"},
		{"ListNodeGroups", "Limit=1;Offset=0", "{List [{ClassMode string, CreateMillis number, " + dispatched + bound + ", NodeGroupId string, NodeGroupName string, " +
			"NodesCnt number, RxDailySum number, RxMonthSum number, TxDailySum number, TxMonthSum number}], TotalCount number}"},
		{"GetNodeGroup", "NodeGroupId=601", "{ClassMode string, CreateMillis number, " + dispatched + bound + ", MulticastEnabled bool, MulticastGroupId string, " +
			"MulticastNodeCapacity number, MulticastNodeCount number, NodeGroupId string, NodeGroupName string, " +
			"NodesCnt number, RxDailySum string, RxMonthSum number, TxDailySum number, TxMonthSum number}"},
		{"CountNodeGroups", "", "number"},
		{"ListNodeGroupTransferFlowStats", "NodeGroupId=601;TimeIntervalUnit=INTERVAL_IN_DAYS;" + day, "[{DownlinkCount number, StatMillis number, UplinkCount number}]"},
		{"GetNode", "DevEui=feed00007b000001", "{AuthTypes string, BoundMillis number, ClassMode string, DevAddr string, DevEui string, LastJoinMillis number}"},
		{"ListNodeTransferPackets", "DevEui=feed00007b000001;Category=UPLINK_PACKET;PageNumber=1;PageSize=1;" + day, "{List [{ClassMode string, Datr string, DevEui string, Freq number, " +
			"GwEui string, LogMillis number, Rssi number, Snr number}], TotalCount number}"},
		{"ListNotifications", "Limit=1;Offset=0", "{List [" + offline + "], TotalCount number}"},
		{"GetNotification", "NotificationId=701", offline},
		{"GetNotification", "NotificationId=702", "{Category string, HandleState string, JoinPermissionAuthInfo {ApplyingMillis number, JoinEui string, " +
			"JoinPermissionId string, JoinPermissionName string, OrderId string, OrderState string, OwnerAliyunId string, RenterAliyunId string}, " +
			"NoticeMillis number, NotificationId string}"},
		{"CountNotifications", "HandleState=HANDLED", "number"},
		{"UpdateGatewayEnablingState", "GwEui=d896e0ffff000001;Enabled=false", "nothing"},
		{"UpdateNotificationsHandleState", "NotificationId.1=701;TargetHandleState=HANDLED", "nothing"},
		{"SendUnicastCommand", "DevEui=feed00007b000001;FPort=10;Content=0a", "nothing"},
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
