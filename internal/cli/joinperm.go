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
			{"enable", func(a *app) *cobra.Command { return newJoinPermSwitch(a, true) }},
			{"disable", func(a *app) *cobra.Command { return newJoinPermSwitch(a, false) }},
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
