package api

import "linkwanctl/internal/joinperm"

// SubmitOrderCall offers a permission to a renter (SubmitJoinPermissionAuthOrder); its data is the
// order's ID.
func SubmitOrderCall(id, renter string) Call {
	return Call{Action: "SubmitJoinPermissionAuthOrder", Params: map[string]string{joinperm.ID().Param: id, "RenterAliyunId": renter}}
}

// OrderCall reads an order (GetJoinPermissionAuthOrder); its data is a joinperm.Order.
func OrderCall(orderID string) Call {
	return Call{Action: "GetJoinPermissionAuthOrder", Params: map[string]string{"OrderId": orderID}, Repeatable: true, of: orderID}
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
