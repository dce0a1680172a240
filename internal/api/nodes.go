package api

import "linkwanctl/internal/joinperm"

// NodesCall reads nodes that use a permission (ListNodesByOwnedJoinPermissionId); its data is a
// Page of joinperm.Node.
func NodesCall(id string, filter map[string]string, instanceID string, offset, limit int) Call {
	params := page(filter, instanceID, offset, limit)
	params[joinperm.ID().Param] = id
	return Call{Action: "ListNodesByOwnedJoinPermissionId", Params: params, Repeatable: true}
}

// CountNodesCall counts the nodes that use a permission (CountNodesByOwnedJoinPermissionId); its
// data is a joinperm.Count.
func CountNodesCall(id string, filter map[string]string) Call {
	params := copied(filter)
	params[joinperm.ID().Param] = id
	return Call{Action: "CountNodesByOwnedJoinPermissionId", Params: params, Repeatable: true}
}
