package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
)

func newNodeGet(a *app) *cobra.Command {
	return getCommand[joinperm.Node]{
		use:   "get DEVEUI",
		short: "Show a node",
		long:  "Show a node (GetNode).",
		example: `  linkwanctl node get feed00007b000001
  linkwanctl node get feed00007b000001 --query Data.LastJoinMillis`,
		subject: nodeSubject(), call: func(id, _ string) api.Call { return api.NodeCall(id) },
		columns: nodeColumns(), row: (*session).nodeRow,
	}.command(a)
}
