package cli

import "github.com/spf13/cobra"

func newJoinPerm(a *app) *cobra.Command {
	cmd := group("joinperm", "Work with join permissions (入网凭证)",
		`Work with the LoRaWAN join permissions (入网凭证) that the account owns or rents.`)
	a.addSections(cmd,
		section{"Read", []child{
			{"list", newJoinPermList}, {"count", newJoinPermCount}, {"get", newJoinPermGet}, {"describe", newJoinPermDescribe},
			{"nodes", newJoinPermNodes}, {"watch", newJoinPermWatch},
		}},
		section{"Change", []child{
			{"create", newJoinPermCreate}, {"update", newJoinPermUpdate}, {"edit", newJoinPermEdit},
			{"enable", func(a *app) *cobra.Command {
				return newJoinPermSwitch(a, "enable", "Enable join permissions", "Nodes can join with an enabled permission.", true)
			}},
			{"disable", func(a *app) *cobra.Command {
				return newJoinPermSwitch(a, "disable", "Disable join permissions", "Nodes cannot join with a disabled permission, so a warning says how\nmany nodes use it. On a terminal you are asked; in a script it is disabled after the\nwarning. --yes skips the lookup and the question.", false)
			}},
			{"delete", newJoinPermDelete},
		}},
		section{"Change many from a file", []child{
			{"export", newJoinPermExport}, {"diff", newJoinPermDiff}, {"apply", newJoinPermApply},
			{"history", newJoinPermHistory}, {"revert", newJoinPermRevert},
		}},
		section{"Share and rent", []child{
			{"order", newJoinPermOrder}, {"return", newJoinPermReturn}, {"roaming", newJoinPermRoaming},
		}})
	return cmd
}
