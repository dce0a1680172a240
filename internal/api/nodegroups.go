package api

import "linkwanctl/internal/joinperm"

// The calls below are the actions on groups of nodes.

// NodeGroupsCall reads up to limit groups from an offset (ListNodeGroups); its data is a Page of
// joinperm.NodeGroup.
func NodeGroupsCall(filter map[string]string, instanceID string, offset, limit int) Call {
	return Call{Action: "ListNodeGroups", Params: page(filter, instanceID, offset, limit), Repeatable: true}
}

// CountNodeGroupsCall counts groups (CountNodeGroups); its data is a joinperm.Count.
func CountNodeGroupsCall(filter map[string]string, instanceID string) Call {
	return Call{Action: "CountNodeGroups", Params: inInstance(copied(filter), instanceID), Repeatable: true}
}

// NodeGroupCall reads a group (GetNodeGroup); its data is a joinperm.NodeGroup.
func NodeGroupCall(groupID, instanceID string) Call {
	params := inInstance(map[string]string{joinperm.NodeGroupID().Param: groupID}, instanceID)
	return Call{Action: "GetNodeGroup", Params: params, Repeatable: true, of: groupID}
}

// BindCall binds a rented permission to a group (BindJoinPermissionToNodeGroup). A second one would
// be refused for what the first one did.
func BindCall(groupID, id string) Call {
	return Call{Action: "BindJoinPermissionToNodeGroup", Params: ofGroup(groupID, id)}
}

// UnbindCall unbinds a permission from a group (UnbindJoinPermissionFromNodeGroup). A second one
// would be refused for what the first one did.
func UnbindCall(groupID, id string) Call {
	return Call{Action: "UnbindJoinPermissionFromNodeGroup", Params: ofGroup(groupID, id)}
}

// NodeGroupFlowCall reads the traffic of a group (ListNodeGroupTransferFlowStats), whose filter has
// the period and the interval; its data is a OneOrMany of joinperm.Flow.
func NodeGroupFlowCall(groupID, instanceID string, filter map[string]string) Call {
	params := inInstance(copied(filter), instanceID)
	params[joinperm.NodeGroupID().Param] = groupID
	return Call{Action: "ListNodeGroupTransferFlowStats", Params: params, Repeatable: true}
}

func ofGroup(groupID, id string) map[string]string {
	return map[string]string{joinperm.NodeGroupID().Param: groupID, joinperm.ID().Param: id}
}
