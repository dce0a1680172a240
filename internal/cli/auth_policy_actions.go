package cli

import "strings"

// commandActions is what a command asks of the service.
type commandActions struct {
	command string // without "linkwanctl"
	// needs are the actions of the plain command, with an ID. optional are those that flags such as
	// --diff, and a name in place of the ID, ask for.
	needs, optional string
}

// actionsOfCommands has every command that asks the service for something.
func actionsOfCommands() []commandActions {
	const (
		list, get          = "ListOwnedJoinPermissions", "GetOwnedJoinPermission"
		listRented, rented = "ListRentedJoinPermissions", "GetRentedJoinPermission"
		update, enable     = "UpdateOwnedLocalJoinPermission", "UpdateOwnedLocalJoinPermissionEnablingState"
		create             = "CreateLocalJoinPermission"
		roaming            = "UpdateRoamingJoinPermissionEnablingState"
		gatewayEnable      = "UpdateGatewayEnablingState"
		order              = "GetJoinPermissionAuthOrder"
	)
	of := func(actions ...string) string { return strings.Join(actions, " ") }
	return []commandActions{
		{"joinperm list", list, listRented},
		{"joinperm count", "CountOwnedJoinPermissions", "CountRentedJoinPermissions"},
		{"joinperm get", get, of(rented, list, listRented)},
		{"joinperm describe", get, of("GetFreqBandPlanGroup", "ListNodesByOwnedJoinPermissionId", rented, list, listRented)},
		{"joinperm edit", of(get, update, enable), of(list, "GetFreqBandPlanGroup")},
		{"joinperm nodes", "ListNodesByOwnedJoinPermissionId", of("CountNodesByOwnedJoinPermissionId", list)},
		{"joinperm watch", of(get, "ListNodesByOwnedJoinPermissionId"), list},
		{"joinperm update", update, of(get, list)},
		{"joinperm create", create, of(list, get)},
		{"joinperm enable", enable, list},
		{"joinperm disable", enable, of(get, list)},
		{"joinperm delete", of(get, "DeleteLocalJoinPermission"), list},
		{"joinperm export", list, get},
		{"joinperm diff", list, get},
		{"joinperm apply", of(list, get, update, enable), of(create, "ListNodesByOwnedJoinPermissionId")},
		{"joinperm revert", of(list, get, update, enable), ""},
		{"joinperm order submit", "SubmitJoinPermissionAuthOrder", of(order, list, get)},
		{"joinperm order get", order, ""},
		{"joinperm order accept", "AcceptJoinPermissionAuthOrder", ""},
		{"joinperm order reject", "RejectJoinPermissionAuthOrder", ""},
		{"joinperm order cancel", "CancelJoinPermissionAuthOrder", ""},
		{"joinperm return", of(rented, "ReturnJoinPermission"), listRented},
		{"joinperm roaming apply", "ApplyRoamingJoinPermission", of(listRented, rented)},
		{"joinperm roaming update", "UpdateRoamingJoinPermission", listRented},
		{"joinperm roaming enable", roaming, listRented},
		{"joinperm roaming disable", roaming, listRented},
		{"gateway list", "ListGateways", "CountGateways"},
		{"gateway get", "GetGateway", ""},
		{"gateway stats", of("GetGatewayStatusStat", "GetGatewayPacketStat"), ""},
		{"gateway flow", "ListGatewayTransferFlowStats", ""},
		{"gateway enable", gatewayEnable, ""},
		{"gateway disable", gatewayEnable, ""},
		{"node get", "GetNode", ""},
		{"node packets", "ListNodeTransferPackets", ""},
		{"nodegroup list", "ListNodeGroups", "CountNodeGroups"},
		{"nodegroup get", "GetNodeGroup", ""},
		{"nodegroup flow", "ListNodeGroupTransferFlowStats", ""},
		{"nodegroup bind", "BindJoinPermissionToNodeGroup", listRented},
		{"nodegroup unbind", "UnbindJoinPermissionFromNodeGroup", listRented},
		{"notification list", "ListNotifications", "CountNotifications"},
		{"notification resolve", "UpdateNotificationsHandleState", ""},
		{"send", "SendUnicastCommand", ""},
		{"freqband list", "ListFreqBandPlanGroups", ""},
		{"freqband get", "GetFreqBandPlanGroup", ""},
		{"init", "ListFreqBandPlanGroups", ""},
		{"doctor", "ListFreqBandPlanGroups", ""},
	}
}
