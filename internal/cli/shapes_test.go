package cli

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"linkwanctl/internal/catalogue"
	"linkwanctl/internal/joinperm"
)

// Nothing that the service answers is lost in JSON: the types of gateways, nodes, node groups and
// notifications have each field that the catalogue has for their actions.
func TestTypesHaveTheFieldsOfTheirActions(t *testing.T) {
	t.Parallel()
	for action, item := range map[string]any{
		"ListGateways": joinperm.Gateway{}, "GetGateway": joinperm.Gateway{}, "GetGatewayStatusStat": joinperm.GatewayStats{}, "GetGatewayPacketStat": joinperm.GatewayPackets{},
		"ListGatewayTransferFlowStats": joinperm.Flow{}, "ListNodeGroupTransferFlowStats": joinperm.Flow{}, "GetNode": joinperm.Node{}, "ListNodeTransferPackets": joinperm.Packet{},
		"ListNodeGroups": joinperm.NodeGroup{}, "GetNodeGroup": joinperm.NodeGroup{}, "ListNotifications": joinperm.Notification{}, "GetNotification": joinperm.Notification{},
	} {
		known, found := catalogue.Find(action)
		shape := known.Answer.Field("Data")
		if !found || shape == nil {
			t.Fatalf("the catalogue has no data of %s", action)
		}
		if list := shape.Field("List"); list != nil {
			shape = list
		}
		if shape.Item != nil {
			shape = shape.Item
		}
		checkShape(t, action, *shape, reflect.TypeOf(item))
	}
}

func checkShape(t *testing.T, path string, shape catalogue.Shape, of reflect.Type) {
	t.Helper()
	if of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	if of.Kind() != reflect.Struct { // a scalar, or what is kept as it came
		return
	}
	fields := reflect.VisibleFields(of)
	for _, want := range shape.Fields {
		at := slices.IndexFunc(fields, func(f reflect.StructField) bool {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			return name == want.Name
		})
		if at < 0 {
			t.Errorf("%s: %s is missing", path, want.Name)
			continue
		}
		checkShape(t, path+"."+want.Name, want.Shape, fields[at].Type)
	}
}
