package joinperm

import (
	"encoding/json"
	"slices"
	"testing"
)

func TestFieldsOfTheNetworkAreWhole(t *testing.T) {
	t.Parallel()
	fields := slices.Concat(GatewayFilters(), PacketFilters(), NodeGroupFilters(), NotificationFilters(), DownlinkFields(), []Field{
		GwEUI(), DevEUI(), NodeGroupID(), NotificationID(), HexPayload(), Base64Payload(), FlowFilter(),
		SortGatewaysBy(), SortPacketsBy(), SortNotificationsBy(),
	})
	for _, f := range fields {
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
			if _, err := f.Rule(value); err != nil {
				t.Errorf("%s: its value %q is refused: %v", f.Param, value, err)
			}
		}
	}
}

// The short words and the API's own are taken, in either case, and the API's are sent.
func TestShortWordsBecomeTheAPIs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		field       Field
		given, sent string
	}{
		{FlowFilter(), "hour", HourlyFlow}, {FlowFilter(), "DAY", "INTERVAL_IN_DAYS"}, {FlowFilter(), "interval_in_days", "INTERVAL_IN_DAYS"}, {FlowFilter(), "week", ""},
		{PacketFilters()[0], "uplink", UplinkPackets}, {PacketFilters()[0], "Downlink_Packet", "DOWNLINK_PACKET"}, {PacketFilters()[0], "up", ""},
		{NotificationFilters()[1], "gateway_offline", "GATEWAY_OFFLINE"}, {NotificationFilters()[1], "new_one", "NEW_ONE"},
	} {
		if got, err := c.field.Rule(c.given); got != c.sent || (err == nil) != (c.sent != "") {
			t.Errorf("%s: %q becomes %q, %v", c.field.Param, c.given, got, err)
		}
	}
}

// The service's samples differ in types: a figure is a number here and a string there.
func TestAnswersOfTheNetworkAreReadWhateverTheirTypes(t *testing.T) {
	t.Parallel()
	var g Gateway
	var n Notification
	var f Flow
	for raw, into := range map[string]any{
		`{"GwEui":1,"Enabled":"true","Longitude":120.5,"AuthTypes":["A","B"],"FreqBandPlanGroupId":"101"}`: &g,
		`{"NotificationId":701,"GatewayOfflineInfo":{"GwEui":"D896E0FFFF000001","OfflineMillis":"1"}}`:     &n,
		`{"StatMillis":"1514736000000","UplinkCount":10}`:                                                  &f,
	} {
		if err := json.Unmarshal([]byte(raw), into); err != nil {
			t.Errorf("%s: %v", raw, err)
		}
	}
	if g.Key() != "0000000000000001" || g.Enabled != "true" || string(g.AuthTypes) != `["A","B"]` || n.Gateway() != "d896e0ffff000001" || n.OrderID() != "" || f.Key() != "1514736000000" {
		t.Errorf("%+v, %+v, %+v", g, n, f)
	}
}
