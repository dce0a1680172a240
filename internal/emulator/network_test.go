package emulator

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"
)

// countOf is the number that a counting action answers.
func (s *service) countOf(t *testing.T, action, params string) float64 {
	t.Helper()
	n, _ := s.does(t, "", action, params).data(t).(float64)
	return n
}

func TestGatewaysAreFilteredAndSwitched(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	for params, want := range map[string]float64{
		"": 3, "OnlineState=OFFLINE": 1, "IsEnabled=false": 1, "FuzzyCity=杭州": 2, "FuzzyName=ROOF": 1, "FuzzyGwEui=0003": 1,
		"FreqBandPlanGroupId=201": 1, "IotInstanceId=iot-sandbox": 1, "IotInstanceId=iot-other": 0,
	} {
		if got := s.countOf(t, "CountGateways", params); got != want {
			t.Errorf("%s: %v gateways, want %v", params, got, want)
		}
	}
	s.does(t, "", "UpdateGatewayEnablingState", "GwEui=D896E0FFFF000001;Enabled=false")
	if got := s.countOf(t, "CountGateways", "IsEnabled=false"); got != 2 {
		t.Errorf("%v gateways are disabled", got)
	}
	for action, want := range map[string]string{
		"ListGatewaysGisInfo": "d896e0ffff000001 false, d896e0ffff000002 true, d896e0ffff000003 false", "ListGatewaysGisInfo;IotInstanceId=iot-sandbox": "d896e0ffff0000e1 true",
		"ListActiveGateways": "d896e0ffff000001 <nil>, d896e0ffff000003 <nil>",
	} {
		name, params, _ := strings.Cut(action, ";")
		var all []string
		for _, g := range s.does(t, "", name, params).data(t).([]any) {
			all = append(all, fmt.Sprint(g.(map[string]any)["GwEui"], " ", g.(map[string]any)["Enabled"]))
		}
		if got := strings.Join(all, ", "); got != want {
			t.Errorf("%s: %s, want %s", action, got, want)
		}
	}
	s.does(t, "NonExistent", "UpdateGatewayEnablingState", "GwEui=d896e0ffff0000f1;Enabled=false")
	s.does(t, "NotResourceOwner", "GetGateway", "GwEui=d896e0ffff0000f1")
}

func TestNodeGroupsShowWhatTheyAreBoundTo(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	if got := s.countOf(t, "CountNodeGroups", "FuzzyDevEui=feed000191"); got != 0 {
		t.Errorf("%v groups have a node of permission 401", got)
	}
	s.does(t, "", "BindJoinPermissionToNodeGroup", "JoinPermissionId=401;NodeGroupId=602")
	for params, want := range map[string]float64{"": 3, "FuzzyDevEui=feed000191": 1, "FuzzyJoinEui=b1": 1, "FuzzyName=spare": 1, "IotInstanceId=iot-sandbox": 0} {
		if got := s.countOf(t, "CountNodeGroups", params); got != want {
			t.Errorf("%s: %v groups, want %v", params, got, want)
		}
	}
	group, _ := s.does(t, "", "GetNodeGroup", "NodeGroupId=602").data(t).(map[string]any)
	if group["JoinPermissionId"] != "401" || group["JoinPermissionType"] != "ROAMING" || group["NodesCnt"] != 1.0 {
		t.Errorf("%v", group)
	}
	s.does(t, "NotResourceOwner", "GetNodeGroup", "NodeGroupId=611")
}

// What changed in the samples outlives the process; a reset takes it back.
func TestChangesOfSamplesAreKept(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state")
	s := open(t, Options{Data: path})
	s.does(t, "", "UpdateNotificationsHandleState", "NotificationId.1=701;NotificationId.2=702;TargetHandleState=HANDLED")
	s.does(t, "NotResourceOwner", "UpdateNotificationsHandleState", "NotificationId.1=703;NotificationId.2=711;TargetHandleState=UNHANDLED")
	s.does(t, "MissingNotificationId", "UpdateNotificationsHandleState", "TargetHandleState=UNHANDLED")
	for params, want := range map[string]float64{"HandleState=HANDLED": 3, "Category.1=GATEWAY_OFFLINE": 2, "BeginMillis=1577847600000": 2, "EndMillis=1577847599999": 1} {
		if got := s.countOf(t, "CountNotifications", params); got != want {
			t.Errorf("%s: %v notifications, want %v", params, got, want)
		}
	}
	check := func(want float64) {
		t.Helper()
		err := again(path, func(t table) error {
			for _, n := range notifications() {
				live, err := n.live(t)
				if err != nil {
					return err
				}
				if live.HandleState == handled {
					want--
				}
			}
			return nil
		})
		if err != nil || want != 0 {
			t.Errorf("%v notifications are missing: %v", want, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	check(3)
	if err := Reset(path); err != nil {
		t.Fatal(err)
	}
	check(1)
}

// again opens a state file once more, to read it.
func again(path string, f func(table) error) error {
	st, err := openState(path, once)
	if err != nil {
		return err
	}
	defer func() { _ = st.close() }()
	return st.view(f)
}

// A file of an earlier version has no bucket for changes. It is used as it is, and gets one with the
// first change.
func TestAFileWithoutChangesIsUsed(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state")
	if err := Reset(path); err != nil {
		t.Fatal(err)
	}
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Update(func(tx *bolt.Tx) error { return tx.DeleteBucket([]byte(changeBucket)) }); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s := open(t, Options{Data: path})
	if got := s.countOf(t, "CountGateways", "IsEnabled=false"); got != 1 {
		t.Errorf("%v gateways are disabled", got)
	}
	s.does(t, "", "UpdateGatewayEnablingState", "GwEui=d896e0ffff000003;Enabled=true")
	s.does(t, "", "UpdateNotificationsHandleState", "NotificationId.1=701;NotificationId.2=702;TargetHandleState=HANDLED")
	if got := s.countOf(t, "CountGateways", "IsEnabled=false"); got != 0 {
		t.Errorf("%v gateways are disabled", got)
	}
}

// A node's uplinks are the same whenever they are asked for, and its downlinks are the commands
// that were sent to it.
func TestPacketsOfANode(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	const hour = "BeginMillis=1795431600000;EndMillis=1795435199999;PageNumber=1;PageSize=200"
	packets := func(params string) (list []any) {
		t.Helper()
		data, _ := s.does(t, "", "ListNodeTransferPackets", "DevEui=feed00007b000001;"+params).data(t).(map[string]any)
		list, _ = data["List"].([]any)
		if data["TotalCount"] != float64(len(list)) {
			t.Errorf("%s: %v of %d", params, data["TotalCount"], len(list))
		}
		return list
	}
	if first := packets("Category=UPLINK_PACKET;" + hour); len(first) != 6 || typesOf(first[0]) == "" {
		t.Errorf("%v", first)
	}
	if none := packets("Category=UPLINK_PACKET;GwEui=d896e0ffff000002;" + hour); len(none) != 0 {
		t.Errorf("%v", none)
	}
	if sent := packets("Category=DOWNLINK_PACKET;" + hour); len(sent) != 0 {
		t.Errorf("%v", sent)
	}
	s.does(t, "", "SendUnicastCommand", "DevEui=feed00007b000001;FPort=10;Content=0A")
	const now = "BeginMillis=0;EndMillis=1795435200000;PageNumber=1;PageSize=200" // noon
	s.does(t, "InvalidParameter", "ListNodeTransferPackets", "DevEui=feed00007b000001;Category=DOWNLINK_PACKET;"+now)
	if sent := packets("Category=DOWNLINK_PACKET;BeginMillis=1795435200000;EndMillis=1795435200000;PageNumber=1;PageSize=200"); len(sent) != 1 {
		t.Errorf("%v", sent)
	}
	s.does(t, "NonExistent", "SendUnicastCommand", "DevEui=feed00007b0000ff;FPort=10;Content=0a")
	s.does(t, "NonExistent", "SendUnicastCommand", "DevEui=feed00012d000001;FPort=10;Content=0a") // in an instance
	s.does(t, "", "SendUnicastCommand", "DevEui=feed00012d000001;FPort=10;Content=0a;IotInstanceId=iot-sandbox")
	s.does(t, "NonExistent", "SendUnicastCommand", "DevEui=feed0000c8000001;FPort=10;Content=0a") // another account's
	s.does(t, "InvalidParameter", "SendUnicastCommand", "DevEui=feed00007b000001;FPort=10;Content=0")
}
