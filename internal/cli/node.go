package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

func newNode(a *app) *cobra.Command {
	return group("node", "Show nodes and their packets",
		`Show a node and its packets. A node is named by its DevEUI; linkwanctl joinperm nodes
lists those of a permission.`,
		newNodeGet(a), newNodePackets(a))
}

func nodeColumns() []output.Column {
	return []output.Column{
		columnOf(joinperm.DevEUI()), {Name: "DevAddr", Label: "dev addr"}, {Name: "ClassMode", Label: "class"},
		{Name: "BoundMillis", Label: "bound"}, {Name: "LastJoinMillis", Label: "last join"},
	}
}

func (s *session) nodeRow(n *joinperm.Node) []string {
	return []string{string(n.DevEUI), string(n.DevAddr), string(n.ClassMode), s.time(n.BoundMillis), s.time(n.LastJoinMillis)}
}
