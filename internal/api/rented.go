package api

import (
	"context"
	"strconv"

	"linkwanctl/internal/joinperm"
)

// The calls below are the actions on permissions that the account rents, on the orders that lead to
// it, and on the roaming network's.

// RentedCall reads a rented permission (GetRentedJoinPermission); its data is a joinperm.Rented.
func RentedCall(id string) Call {
	return Call{Action: "GetRentedJoinPermission", Params: ofPermission(id, ""), Repeatable: true}
}

// ListRentedCall reads up to limit rented permissions from an offset (ListRentedJoinPermissions);
// its data is a Page of joinperm.Rented.
func ListRentedCall(filter map[string]string, instanceID string, offset, limit int) Call {
	return Call{Action: "ListRentedJoinPermissions", Params: page(filter, instanceID, offset, limit), Repeatable: true}
}

// CountRentedCall counts rented permissions (CountRentedJoinPermissions); its data is a
// joinperm.Count.
func CountRentedCall(filter map[string]string) Call {
	return Call{Action: "CountRentedJoinPermissions", Params: copied(filter), Repeatable: true}
}

// ReturnCall gives a rented permission back to its owner (ReturnJoinPermission). A second one would
// be refused for what the first one did.
func ReturnCall(id, kind string) Call {
	return Call{Action: "ReturnJoinPermission", Params: map[string]string{joinperm.ID().Param: id, "JoinPermissionType": kind}}
}

// SubmitOrderCall offers a permission to a renter (SubmitJoinPermissionAuthOrder); its data is the
// order's ID.
func SubmitOrderCall(id, renter string) Call {
	return Call{Action: "SubmitJoinPermissionAuthOrder", Params: map[string]string{joinperm.ID().Param: id, "RenterAliyunId": renter}}
}

// OrderCall reads an order (GetJoinPermissionAuthOrder); its data is a joinperm.Order.
func OrderCall(orderID string) Call {
	return Call{Action: "GetJoinPermissionAuthOrder", Params: map[string]string{"OrderId": orderID}, Repeatable: true}
}

// OrderStep is what may be done to an order.
type OrderStep string

// The steps of an order: the owner cancels, the renter accepts or rejects.
const (
	Cancel OrderStep = "Cancel"
	Accept OrderStep = "Accept"
	Reject OrderStep = "Reject"
)

// OrderStepCall takes a step (Cancel-, Accept- or RejectJoinPermissionAuthOrder). A second one
// would be refused for what the first one did.
func OrderStepCall(step OrderStep, orderID string) Call {
	return Call{Action: string(step) + "JoinPermissionAuthOrder", Params: map[string]string{"OrderId": orderID}}
}

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

// BandsCall reads the frequency band plan groups (ListFreqBandPlanGroups); its data is a OneOrMany
// of joinperm.Band.
func BandsCall() Call { return Call{Action: "ListFreqBandPlanGroups", Repeatable: true} }

// Bands reads the frequency band plan groups, each once; see List.
func Bands(ctx context.Context, c *Client) (Result[OneOrMany[joinperm.Band]], error) {
	return List[joinperm.Band](ctx, c, BandsCall())
}

// BandCall reads one frequency band plan group (GetFreqBandPlanGroup); its data is a joinperm.Band.
func BandCall(groupID string) Call {
	return Call{Action: "GetFreqBandPlanGroup", Params: map[string]string{"GroupId": groupID}, Repeatable: true}
}
