package api

import (
	"strconv"

	"linkwanctl/internal/joinperm"
)

// The calls below are the actions on the gateways of the account.

// GatewaysCall reads up to limit gateways from an offset (ListGateways); its data is a Page of
// joinperm.Gateway.
func GatewaysCall(filter map[string]string, instanceID string, offset, limit int) Call {
	return Call{Action: "ListGateways", Params: page(filter, instanceID, offset, limit), Repeatable: true}
}

// CountGatewaysCall counts gateways (CountGateways); its data is a joinperm.Count.
func CountGatewaysCall(filter map[string]string, instanceID string) Call {
	return Call{Action: "CountGateways", Params: inInstance(copied(filter), instanceID), Repeatable: true}
}

// GatewayCall reads a gateway (GetGateway); its data is a joinperm.Gateway.
func GatewayCall(eui, instanceID string) Call {
	return Call{Action: "GetGateway", Params: ofGateway(eui, instanceID), Repeatable: true, of: eui}
}

// EnableGatewayCall enables or disables a gateway (UpdateGatewayEnablingState).
func EnableGatewayCall(eui, instanceID string, enabled bool) Call {
	params := ofGateway(eui, instanceID)
	params["Enabled"] = strconv.FormatBool(enabled)
	return Call{Action: "UpdateGatewayEnablingState", Params: params, Repeatable: true}
}

// GatewayStatusCall reads how a gateway is (GetGatewayStatusStat); its data is a
// joinperm.GatewayStats without the packets.
func GatewayStatusCall(eui, instanceID string) Call {
	return Call{Action: "GetGatewayStatusStat", Params: ofGateway(eui, instanceID), Repeatable: true, of: eui}
}

// GatewayPacketsCall counts the packets of a gateway in a period (GetGatewayPacketStat); its data
// is a joinperm.GatewayPackets.
func GatewayPacketsCall(eui, instanceID string, period map[string]string) Call {
	params := inInstance(copied(period), instanceID)
	params[joinperm.GwEUI().Param] = eui
	return Call{Action: "GetGatewayPacketStat", Params: params, Repeatable: true}
}

// GatewayFlowCall reads the traffic of a gateway (ListGatewayTransferFlowStats), whose filter has
// the period and the interval; its data is a OneOrMany of joinperm.Flow.
func GatewayFlowCall(eui, instanceID string, filter map[string]string) Call {
	call := GatewayPacketsCall(eui, instanceID, filter)
	call.Action = "ListGatewayTransferFlowStats"
	return call
}

func ofGateway(eui, instanceID string) map[string]string {
	return inInstance(map[string]string{joinperm.GwEUI().Param: eui}, instanceID)
}
