package conformance

import (
	"slices"
	"strings"

	"linkwanctl/internal/catalogue"
	"linkwanctl/internal/emulator"
)

// around is one call of each action that no step of life has: gateways, nodes, groups, orders,
// reports. Answers are compared with the vendor's structs.
func around() []step {
	lived := life()
	var steps []step
	for _, action := range catalogue.All() {
		if slices.ContainsFunc(lived, func(s step) bool { return s.action == action.Name }) {
			continue
		}
		var params []string
		for _, p := range action.Parameters {
			switch value := valueOf(action.Name, p); {
			case value != "" && p.Repeated:
				params = append(params, p.Name+".1="+value)
			case value != "":
				params = append(params, p.Name+"="+value)
			}
		}
		steps = append(steps, step{emulator.Owner(), action.Name, strings.Join(params, " "), ""})
	}
	return steps
}

// valueOf is a value that the emulator's samples have for a parameter, "" to omit it.
func valueOf(action string, p catalogue.Parameter) string {
	switch p.Name {
	case "IotInstanceId":
		return ""
	case "FreqBandPlanGroupId":
		if !p.Required {
			return ""
		}
		return "101"
	case "DevEui":
		return "feed00007b000001"
	case "GwEui":
		return "d896e0ffff000001"
	case "NodeGroupId":
		return "601"
	case "JoinPermissionId":
		return "123"
	case "NotificationId":
		return "701"
	case "BeginMillis":
		return "1577836800000"
	case "EndMillis":
		return "1577923200000"
	case "TimeIntervalUnit":
		return "INTERVAL_IN_HOURS"
	case "Content":
		return "0a0b"
	case "Category", "SortingField":
		if !strings.HasSuffix(action, "TransferPackets") {
			return ""
		}
		return map[string]string{"Category": "UPLINK_PACKET", "SortingField": "LOG_MILLIS"}[p.Name]
	case "HandleState", "TargetHandleState":
		return "HANDLED"
	case "Limit", "PageSize":
		return "10"
	case "PageNumber":
		return "1"
	}
	switch {
	case p.Repeated && !p.Required || strings.HasPrefix(p.Name, "Fuzzy"), !p.Required && p.Type == "string":
		return ""
	case p.Type == "boolean":
		return "true"
	case p.Type == "string":
		return "x"
	}
	return "1"
}
