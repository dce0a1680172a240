package cli

import "github.com/spf13/cobra"

func newJoinPerm(a *app) *cobra.Command {
	cmd := group("joinperm", "Work with join permissions (入网凭证)",
		`Work with LoRaWAN join permissions (入网凭证): those that the account owns, and those
that it rents.`)
	a.addSections(cmd,
		section{"Read", []child{
			{"list", newJoinPermList}, {"count", newJoinPermCount}, {"get", newJoinPermGet}, {"describe", newJoinPermDescribe},
			{"nodes", newJoinPermNodes},
		}},
		section{"Change", []child{
			{"create", newJoinPermCreate}, {"update", newJoinPermUpdate}, {"edit", newJoinPermEdit},
			{"enable", func(a *app) *cobra.Command {
				return newJoinPermSwitch(a, "enable", "Enable join permissions", "Nodes may join with an enabled one.", true)
			}},
			{"disable", func(a *app) *cobra.Command {
				return newJoinPermSwitch(a, "disable", "Disable join permissions", "No node can join with a disabled one: permissions that nodes use are\nread first, to warn of them. On a terminal you are asked; in a script the\npermission is disabled after the warning, and --yes saves the read.", false)
			}},
			{"delete", newJoinPermDelete},
		}},
		section{"Change many from a file", []child{
			{"export", newJoinPermExport}, {"diff", newJoinPermDiff}, {"apply", newJoinPermApply},
		}},
		section{"Share and rent", []child{
			{"order", newJoinPermOrder}, {"return", newJoinPermReturn}, {"roaming", newJoinPermRoaming},
		}})
	return cmd
}
