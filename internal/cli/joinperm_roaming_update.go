package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
)

func newRoamingUpdate(a *app) *cobra.Command {
	fields := joinperm.RoamingFields()
	cmd := &cobra.Command{
		Use:   "update ID [flags]",
		Short: "Change a roaming permission",
		Long:  "Change a roaming permission (UpdateRoamingJoinPermission). Only the fields that you\npass are sent. Class, band and JoinEUI belong to the network.",
		Example: `  linkwanctl joinperm roaming update 401 --name 泛在2
  linkwanctl joinperm roaming update 401 --rx-delay 2 --data-rate 4`,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, flagProblems, err := a.open(cmd)
			if err != nil {
				return err
			}
			targets, problems := targetsGiven(cmd, args, 1)
			given := fieldsGiven(cmd, fields)
			given[joinperm.ID().Param] = "0" // known once the name is looked up
			change, refusals := joinperm.NewRoamingChange(given)
			if err := s.refuseProblems(cmd, append(problems, refusalProblems(refusals)...), flagProblems); err != nil {
				return err
			}
			for _, text := range change.Warnings() {
				s.printer.Warn(text)
			}
			return s.doRented(cmd, targets, "update", setWords(change.Set), func(id string) api.Call {
				change.ID = id
				return api.UpdateRoamingCall(change)
			})
		},
	}
	addRentedTargetFlags(a, cmd)
	addFieldFlags(a, cmd, fields)
	return cmd
}
