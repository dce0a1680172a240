package api

import (
	"strconv"

	"linkwanctl/internal/joinperm"
)

// The calls below are the actions on permissions that the account owns. instanceID is "" for a
// public instance without an ID.

// UpdateCall changes a permission (UpdateOwnedLocalJoinPermission). Its values are absolute, so it
// may be sent twice.
func UpdateCall(change joinperm.Change) Call {
	return Call{Action: "UpdateOwnedLocalJoinPermission", Params: change.Params(), Repeatable: true}
}

// CreateCall makes a permission (CreateLocalJoinPermission); its data is the ID. Sent twice it
// would make two, or fail over its own name.
func CreateCall(creation joinperm.Creation) Call {
	return Call{Action: "CreateLocalJoinPermission", Params: creation.Params()}
}

// DeleteCall deletes a permission (DeleteLocalJoinPermission).
func DeleteCall(id, instanceID string) Call {
	return Call{Action: "DeleteLocalJoinPermission", Params: ofPermission(id, instanceID), Repeatable: true}
}

// EnableCall enables or disables a permission (UpdateOwnedLocalJoinPermissionEnablingState).
func EnableCall(id, instanceID string, enabled bool) Call {
	params := ofPermission(id, instanceID)
	params["Enabled"] = strconv.FormatBool(enabled)
	return Call{Action: "UpdateOwnedLocalJoinPermissionEnablingState", Params: params, Repeatable: true}
}

// OwnedCall reads a permission (GetOwnedJoinPermission); its data is a joinperm.Owned.
func OwnedCall(id, instanceID string) Call {
	return Call{Action: "GetOwnedJoinPermission", Params: ofPermission(id, instanceID), Repeatable: true, of: id}
}

// ListOwnedCall reads up to limit permissions from an offset, which counts from 0
// (ListOwnedJoinPermissions); its data is a Page of joinperm.Listed.
func ListOwnedCall(filter map[string]string, instanceID string, offset, limit int) Call {
	return Call{Action: "ListOwnedJoinPermissions", Params: page(filter, instanceID, offset, limit), Repeatable: true}
}

// CountOwnedCall counts permissions (CountOwnedJoinPermissions); its data is a joinperm.Count. The
// action knows no instance: in one that has an ID, use the TotalCount of a list.
func CountOwnedCall(filter map[string]string) Call {
	return Call{Action: "CountOwnedJoinPermissions", Params: copied(filter), Repeatable: true}
}
