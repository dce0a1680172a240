package joinperm

import "encoding/json"

// Rented is a permission that the account uses and another one (or itself) owns, as
// ListRentedJoinPermissions and GetRentedJoinPermission return it; each leaves some of it out.
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

// Listed is what a rented permission has in common with an owned one.
func (p *Rented) Listed() Listed {
	return Listed{
		JoinPermissionID: p.JoinPermissionID, JoinPermissionName: p.JoinPermissionName, ClassMode: p.ClassMode,
		FreqBandPlanGroupID: p.FreqBandPlanGroupID, RxDelay: p.RxDelay, DataRate: p.DataRate, JoinEUI: p.JoinEUI, Enabled: p.Enabled,
	}
}

// The types of rented permissions.
const (
	typeLocal   = "LOCAL"   // one that somebody owns (专用凭证)
	typeRoaming = "ROAMING" // one of the service's roaming network (泛在凭证)
)

// types are the types of rented permissions.
func types() []string { return []string{typeLocal, typeRoaming} }

// Key is the permission's ID.
func (p *Rented) Key() string { return string(p.JoinPermissionID) }

// Name is the permission's name.
func (p *Rented) Name() string { return string(p.JoinPermissionName) }

// TypeField is the type of a rented permission.
func TypeField() Field {
	return Field{
		Flag: "type", Param: "Type", Label: "type", Example: "LOCAL", Rule: oneOf(types()), Values: types,
		Explain: explainType, Help: "type of a rented permission: LOCAL or ROAMING",
	}
}

func explainType(value string) string {
	return map[string]string{typeLocal: "local permission", typeRoaming: "roaming permission"}[value]
}
