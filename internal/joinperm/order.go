package joinperm

// Order is the offer of a permission to a renter, as GetJoinPermissionAuthOrder returns it. The
// times are Unix times in milliseconds, empty where the step was not taken.
type Order struct {
	OrderID          Text   `json:"OrderId"`
	OrderState       Text   `json:"OrderState"`
	JoinPermissionID Text   `json:"JoinPermissionId"`
	OwnerAliyunID    Text   `json:"OwnerAliyunId"`
	RenterAliyunID   Text   `json:"RenterAliyunId"`
	ApplyingMillis   Number `json:"ApplyingMillis"`
	AcceptedMillis   Number `json:"AcceptedMillis"`
	RejectedMillis   Number `json:"RejectedMillis"`
	CanceledMillis   Number `json:"CanceledMillis"`
}

// Key is the order's ID.
func (o *Order) Key() string { return string(o.OrderID) }

// The states of an order.
const (
	OrderApplying = "APPLYING" // submitted, the renter has not answered
	OrderAccepted = "ACCEPTED"
	OrderRejected = "REJECTED"
	OrderCanceled = "CANCELED"
)
