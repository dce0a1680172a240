package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
)

func newJoinPermNodes(a *app) *cobra.Command {
	return listCommand{
		use:   "nodes ID",
		short: "List the nodes that use a join permission",
		long: `List the nodes that use a join permission of the account
(ListNodesByOwnedJoinPermissionId), or with --count show only their number
(CountNodesByOwnedJoinPermissionId).`,
		example: `  linkwanctl joinperm nodes 123
  linkwanctl joinperm nodes 123 --count`,
		list: list{
			columns: nodeColumns(), items: pagesOf((*session).nodeRow),
			filters: []joinperm.Field{joinperm.NodeFilter()},
			call: func(q listQuery, offset, limit int) api.Call {
				return api.NodesCall(q.id, q.filter, q.instance, offset, limit)
			},
			count: func(q listQuery) api.Call { return api.CountNodesCall(q.id, q.filter) },
		},
		sortBy: joinperm.SortNodesBy(), ofPermission: true, countHelp: "show only their number",
	}.command(a)
}
