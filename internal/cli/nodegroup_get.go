package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
)

func newNodeGroupGet(a *app) *cobra.Command {
	return getCommand[joinperm.NodeGroup]{
		use:   "get GROUP",
		short: "Show a node group",
		long:  "Show a node group (GetNodeGroup).",
		example: `  linkwanctl nodegroup get 601
  linkwanctl nodegroup get 601 --query Data.JoinPermissionId`,
		subject: nodeGroupSubject(a), call: api.NodeGroupCall,
		columns: nodeGroupColumns(), row: (*session).nodeGroupRow,
	}.command(a)
}
