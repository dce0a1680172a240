package joinperm

import (
	"encoding/json"

	"linkwanctl/internal/validate"
)

// NodeGroup is a group of nodes, with the permission that it is bound to, as ListNodeGroups and
// GetNodeGroup return it; each leaves some of it out.
type NodeGroup struct {
	NodeGroupID           Text            `json:"NodeGroupId"`
	NodeGroupName         Text            `json:"NodeGroupName"`
	NodesCnt              Number          `json:"NodesCnt"`
	CreateMillis          Number          `json:"CreateMillis"`
	JoinPermissionID      Text            `json:"JoinPermissionId"`
	JoinPermissionName    Text            `json:"JoinPermissionName"`
	JoinPermissionType    Text            `json:"JoinPermissionType"`
	JoinPermissionOwner   Text            `json:"JoinPermissionOwnerAliyunId"`
	JoinPermissionEnabled Bool            `json:"JoinPermissionEnabled"`
	ClassMode             Text            `json:"ClassMode"`
	FreqBandPlanGroupID   Number          `json:"FreqBandPlanGroupId"`
	JoinEUI               Text            `json:"JoinEui"` // "" of a group without a permission
	DataDispatchEnabled   Bool            `json:"DataDispatchEnabled"`
	DataDispatchConfig    json.RawMessage `json:"DataDispatchConfig,omitempty"`
	Locks                 json.RawMessage `json:"Locks,omitempty"`
	MulticastEnabled      Bool            `json:"MulticastEnabled"`
	MulticastGroupID      Text            `json:"MulticastGroupId"`
	MulticastNodeCapacity Number          `json:"MulticastNodeCapacity"`
	MulticastNodeCount    Number          `json:"MulticastNodeCount"`
	RxDailySum            Number          `json:"RxDailySum"`
	RxMonthSum            Number          `json:"RxMonthSum"`
	TxDailySum            Number          `json:"TxDailySum"`
	TxMonthSum            Number          `json:"TxMonthSum"`
}

// Key is the group's ID.
func (g *NodeGroup) Key() string { return string(g.NodeGroupID) }

// Name is the group's name.
func (g *NodeGroup) Name() string { return string(g.NodeGroupName) }

// NodeGroupID is the field that names a node group.
func NodeGroupID() Field {
	return Field{
		Flag: "node-group-id", Param: "NodeGroupId", Label: "node group", Example: "601", Rule: validate.Identifier,
		Help: "ID of the node group",
	}
}

// NodeGroupFilters are the parameters that narrow ListNodeGroups and CountNodeGroups.
func NodeGroupFilters() []Field {
	name := NameFilter()
	name.Param = "FuzzyName"
	return []Field{name, euiFilter(), NodeFilter()}
}
