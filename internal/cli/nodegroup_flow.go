package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
)

func newNodeGroupFlow(a *app) *cobra.Command {
	nodes := nodeGroupSubject(a)
	return listCommand{
		use:   "flow GROUP",
		short: "List the packets of a node group by hour or day",
		long:  "List the number of a node group's packets by hour or day\n(ListNodeGroupTransferFlowStats).",
		example: `  linkwanctl nodegroup flow 601 --since 6h
  linkwanctl nodegroup flow 601 --by day --from 2026-11-01 -o csv`,
		list: flowList(api.NodeGroupFlowCall), of: &nodes, timed: true, since: usualPeriod,
	}.command(a)
}
