package cli

import "github.com/spf13/cobra"

func newJoinPerm(a *app) *cobra.Command {
	return group("joinperm", "Work with join permissions (入网凭证)",
		`Work with LoRaWAN join permissions (入网凭证): those that the account owns, those that it
rents, and the way from one to the other.`,
		a.children([]child{
			{"list", newJoinPermList}, {"count", newJoinPermCount}, {"get", newJoinPermGet}, {"describe", newJoinPermDescribe},
			{"create", newJoinPermCreate}, {"update", newJoinPermUpdate}, {"edit", newJoinPermEdit}, {"delete", newJoinPermDelete},
			{"enable", func(a *app) *cobra.Command {
				return newJoinPermSwitch(a, "enable", "Enable join permissions", "Nodes may join with an enabled one.", true)
			}},
			{"disable", func(a *app) *cobra.Command {
				return newJoinPermSwitch(a, "disable", "Disable join permissions", "No node can join with a disabled one: permissions that nodes use are\nread first, to warn of them. On a terminal you are asked; in a script the\npermission is disabled after the warning, and --yes saves the read.", false)
			}},
			{"export", newJoinPermExport}, {"diff", newJoinPermDiff}, {"apply", newJoinPermApply}, {"nodes", newJoinPermNodes},
			{"order", newJoinPermOrder}, {"return", newJoinPermReturn}, {"roaming", newJoinPermRoaming},
		})...)
}
