package api

import (
	"strconv"

	"linkwanctl/internal/joinperm"
)

// ApplyRoamingCall asks for a permission of the roaming network (ApplyRoamingJoinPermission); its
// data is the ID.
func ApplyRoamingCall(creation joinperm.Creation) Call {
	return Call{Action: "ApplyRoamingJoinPermission", Params: creation.RoamingParams()}
}

// UpdateRoamingCall changes a roaming permission (UpdateRoamingJoinPermission).
func UpdateRoamingCall(change joinperm.Change) Call {
	return Call{Action: "UpdateRoamingJoinPermission", Params: change.Params(), Repeatable: true}
}

// EnableRoamingCall enables or disables a roaming permission
// (UpdateRoamingJoinPermissionEnablingState).
func EnableRoamingCall(id string, enabled bool) Call {
	params := ofPermission(id, "")
	params["Enabled"] = strconv.FormatBool(enabled)
	return Call{Action: "UpdateRoamingJoinPermissionEnablingState", Params: params, Repeatable: true}
}
