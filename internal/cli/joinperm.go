package cli

import "github.com/spf13/cobra"

func newJoinPerm(a *app) *cobra.Command {
	return group("joinperm", "Work with join permissions (入网凭证)",
		`Work with LoRaWAN join permissions (入网凭证): those that the account owns, those that it
rents, and the way from one to the other.`,
		newJoinPermList(a), newJoinPermCount(a), newJoinPermGet(a), newJoinPermCreate(a), newJoinPermUpdate(a), newJoinPermDelete(a),
		newJoinPermSwitch(a, "enable", "Enable join permissions", "Nodes may join with an enabled one.", true),
		newJoinPermSwitch(a, "disable", "Disable join permissions", "No node joins with a disabled one.", false),
		newJoinPermExport(a), newJoinPermDiff(a), newJoinPermApply(a),
		newJoinPermNodes(a), newJoinPermOrder(a), newJoinPermReturn(a), newJoinPermRoaming(a))
}
