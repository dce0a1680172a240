package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
)

func newGatewayFlow(a *app) *cobra.Command {
	gateway := gatewaySubject(a)
	return listCommand{
		use:   "flow GWEUI",
		short: "List the packets of a gateway by hour or day",
		long:  "List the number of a gateway's packets by hour or day (ListGatewayTransferFlowStats).",
		example: `  linkwanctl gateway flow d896e0ffff000001 --since 6h
  linkwanctl gateway flow d896e0ffff000001 --by day --from 2026-11-01 -o csv`,
		list: flowList(api.GatewayFlowCall), of: &gateway, timed: true, since: usualPeriod,
	}.command(a)
}
