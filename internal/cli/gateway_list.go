package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/joinperm"
)

func newGatewayList(a *app) *cobra.Command {
	return listCommand{
		use:   "list",
		short: "List the gateways of the account",
		long: `List the gateways of the account (ListGateways), or with --count show only their number
(CountGateways).`,
		example: `  linkwanctl gateway list --online-state OFFLINE
  linkwanctl gateway list --city-contains 杭州 -o csv
  linkwanctl gateway list --enabled true --count`,
		list: gatewayList(), sortBy: joinperm.SortGatewaysBy(), countHelp: "show only their number",
	}.command(a)
}
