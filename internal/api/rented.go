package api

import "linkwanctl/internal/joinperm"

// The calls below are the actions on permissions that the account rents.

// RentedCall reads a rented permission (GetRentedJoinPermission); its data is a joinperm.Rented.
func RentedCall(id string) Call {
	return Call{Action: "GetRentedJoinPermission", Params: ofPermission(id, ""), Repeatable: true, of: id}
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
