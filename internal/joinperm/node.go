package joinperm

import (
	"encoding/json"
	"strconv"

	"linkwanctl/internal/validate"
)

// Node is a device that uses a permission, as ListNodesByOwnedJoinPermissionId and GetNode return
// it.
type Node struct {
	DevEUI         EUI             `json:"DevEui"`
	DevAddr        Text            `json:"DevAddr"`
	ClassMode      Text            `json:"ClassMode"`
	BoundMillis    Number          `json:"BoundMillis"`
	LastJoinMillis Number          `json:"LastJoinMillis"`
	AuthTypes      json.RawMessage `json:"AuthTypes,omitempty"` // of GetNode
}

// Key is the node's DevEUI.
func (n *Node) Key() string { return string(n.DevEUI) }

// LastJoined is the node of a list that joined last, nil if none has joined.
func LastJoined(nodes []Node) *Node {
	var last *Node
	var latest int64
	for i := range nodes {
		if at, err := strconv.ParseInt(string(nodes[i].LastJoinMillis), 10, 64); err == nil && at > latest {
			last, latest = &nodes[i], at
		}
	}
	return last
}

// NodeFilter is the parameter that narrows the nodes of a permission.
func NodeFilter() Field {
	return Field{
		Flag: "dev-eui-contains", Param: "FuzzyDevEui", Label: "dev EUI", Example: "d896e0", Rule: validate.EUIFragment,
		Help: "part of the node's DevEUI, hex digits",
	}
}

// ByLastJoin is a value of SortNodesBy.
const ByLastJoin = "LAST_JOIN_MILLIS"

// NewestJoinFirst are the parameters that list the node that joined last first.
func NewestJoinFirst() map[string]string {
	return map[string]string{SortNodesBy().Param: ByLastJoin, Ascending: "false"}
}

// nodeSortFields are what the service's reference documents for the nodes of a permission.
func nodeSortFields() []string { return []string{"CREATED_MILLIS", ByLastJoin} }

// SortNodesBy is the parameter that orders the nodes of a permission.
func SortNodesBy() Field {
	f := SortBy()
	f.Rule, f.Values = oneOf(nodeSortFields()), nodeSortFields
	f.Help = "field to sort by: CREATED_MILLIS or " + ByLastJoin
	f.Explain = func(value string) string {
		return map[string]string{"CREATED_MILLIS": "time of creation", ByLastJoin: "time of the last join"}[value]
	}
	return f
}
