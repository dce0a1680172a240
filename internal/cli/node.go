package cli

import "github.com/spf13/cobra"

func newNode(a *app) *cobra.Command {
	return group("node", "Show nodes and their packets",
		`Show a node and its packets. A node is named by its DevEUI; linkwanctl joinperm nodes
lists those of a permission.`,
		newNodeGet(a), newNodePackets(a))
}
