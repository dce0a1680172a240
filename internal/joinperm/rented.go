package joinperm

import "encoding/json"

// Rented is a permission that the account uses and another one (or itself) owns,
// as ListRentedJoinPermissions and GetRentedJoinPermission tell it; each leaves
// some of it out.
type Rented struct {
	JoinPermissionID    Text            `json:"JoinPermissionId"`
	JoinPermissionName  Text            `json:"JoinPermissionName"`
	Type                Text            `json:"Type"` // LOCAL or ROAMING
	ClassMode           Text            `json:"ClassMode"`
	FreqBandPlanGroupID Number          `json:"FreqBandPlanGroupId"`
	RxDelay             Number          `json:"RxDelay"`  // seconds, 1 to 15
	DataRate            Number          `json:"DataRate"` // index, 0 to 5
	JoinEUI             EUI             `json:"JoinEui"`
	Enabled             Bool            `json:"Enabled"`
	OwnerAliyunID       Text            `json:"OwnerAliyunId"`
	BoundNodeGroup      Bool            `json:"BoundNodeGroup"`
	BoundNodeGroupID    Text            `json:"BoundNodeGroupId"`
	BoundNodeGroupName  Text            `json:"BoundNodeGroupName"`
	NodesCnt            Number          `json:"NodesCnt"`
	CreateMillis        Number          `json:"CreateMillis"` // Unix time in milliseconds
	RxDailySum          Number          `json:"RxDailySum"`
	RxMonthSum          Number          `json:"RxMonthSum"`
	TxDailySum          Number          `json:"TxDailySum"`
	TxMonthSum          Number          `json:"TxMonthSum"`
	DataDispatchConfig  json.RawMessage `json:"DataDispatchConfig,omitempty"`
}

// The types of rented permissions.
const (
	TypeLocal   = "LOCAL"   // one that somebody owns (专用凭证)
	TypeRoaming = "ROAMING" // one of the service's roaming network (泛在凭证)
)

// Types are the types of rented permissions.
func Types() []string { return []string{TypeLocal, TypeRoaming} }

// Order is the offer of a permission to a renter, as GetJoinPermissionAuthOrder
// tells it. The times are Unix times in milliseconds, empty where the step was
// not taken.
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

// Node is a device that uses a permission, as ListNodesByOwnedJoinPermissionId
// tells it.
type Node struct {
	DevEUI         EUI    `json:"DevEui"`
	DevAddr        Text   `json:"DevAddr"`
	ClassMode      Text   `json:"ClassMode"`
	BoundMillis    Number `json:"BoundMillis"`
	LastJoinMillis Number `json:"LastJoinMillis"`
}

// Band is a frequency band plan group as ListFreqBandPlanGroups tells it.
type Band struct {
	GroupID           Number `json:"GroupId"`
	FrequencyRegionID Text   `json:"FrequencyRegionId"`
	FrequencyType     Text   `json:"FrequencyType"`
	BeginFrequency    Number `json:"BeginFrequency"` // MHz
	EndFrequency      Number `json:"EndFrequency"`   // MHz
}

// The states of an order.
const (
	OrderApplying = "APPLYING" // submitted, the renter has not answered
	OrderAccepted = "ACCEPTED"
	OrderRejected = "REJECTED"
	OrderCanceled = "CANCELED"
)

// Key is the permission's ID.
func (p *Rented) Key() string { return string(p.JoinPermissionID) }

// Key is the node's DevEUI.
func (n *Node) Key() string { return string(n.DevEUI) }

// Key is the group's ID.
func (b *Band) Key() string { return string(b.GroupID) }
