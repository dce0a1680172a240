package api

import (
	"strconv"

	"linkwanctl/internal/joinperm"
)

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

// NodeCall reads a node (GetNode); its data is a joinperm.Node.
func NodeCall(devEUI string) Call {
	return Call{Action: "GetNode", Params: map[string]string{joinperm.DevEUI().Param: devEUI}, Repeatable: true, of: devEUI}
}

// PacketsCall reads the page of PageSize packets of a node that begins at an offset
// (ListNodeTransferPackets), a multiple of PageSize: the action numbers its pages. Its data is a
// Page of joinperm.Packet.
func PacketsCall(devEUI string, filter map[string]string, offset int) Call {
	params := copied(filter)
	params[joinperm.DevEUI().Param] = devEUI
	params["PageNumber"], params["PageSize"] = strconv.Itoa(offset/PageSize+1), strconv.Itoa(PageSize)
	return Call{Action: "ListNodeTransferPackets", Params: params, Repeatable: true}
}

// SendCall sends a downlink to a node (SendUnicastCommand). Sent twice the node would get it twice.
func SendCall(devEUI, instanceID string, downlink map[string]string) Call {
	params := inInstance(copied(downlink), instanceID)
	params[joinperm.DevEUI().Param] = devEUI
	return Call{Action: "SendUnicastCommand", Params: params}
}
