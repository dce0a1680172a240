package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/joinperm"
)

func newNodeGroupList(a *app) *cobra.Command {
	return listCommand{
		use:   "list",
		short: "List the node groups of the account",
		long: `List the node groups of the account (ListNodeGroups), or with --count show only their
number (CountNodeGroups).`,
		example: `  linkwanctl nodegroup list
  linkwanctl nodegroup list --dev-eui-contains 7b0000 -o wide
  linkwanctl nodegroup list --count`,
		list: nodeGroupList(), sortBy: joinperm.SortBy(), countHelp: "show only their number",
	}.command(a)
}
