package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
)

func newJoinPermReturn(a *app) *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "return ID --type TYPE",
		Short: "Give a rented join permission back to its owner",
		Long: `Give a rented join permission back to its owner (ReturnJoinPermission). It must not be bound
to a node group any more. On a terminal you are asked; elsewhere --yes has to be given.`,
		Example: `  linkwanctl joinperm return 201 --type LOCAL
  linkwanctl joinperm return 401 --type ROAMING --yes`,
		RunE: func(cmd *cobra.Command, args []string) error { return runReturn(a, cmd, args, yes) },
	}
	addRentedTargetFlags(a, cmd)
	filterFlags(cmd, joinperm.TypeField())
	cmd.Flags().BoolVarP(&yes, "yes", "y", false, "do not ask")
	return cmd
}

func runReturn(a *app, cmd *cobra.Command, args []string, yes bool) error {
	s, flagProblems, err := a.open(cmd)
	if err != nil {
		return err
	}
	given, problems := filterGiven(cmd, []joinperm.Field{joinperm.TypeField()}, nil)
	if !cmd.Flags().Changed("type") {
		problems = append(problems, missing("--type", "LOCAL or ROAMING, as  linkwanctl joinperm list --rented  shows"))
	}
	targets, wrong := targetsGiven(cmd, args, 1)
	if err := s.refuseProblems(cmd, append(wrong, problems...), flagProblems); err != nil {
		return err
	}
	if err := s.canConfirm(yes); err != nil {
		return err
	}
	return s.withTargets(cmd.Context(), rentedList(), targets, func(client *api.Client, ids []string) error {
		if err := s.confirm("Give permission "+ids[0]+" back?", yes); err != nil {
			return err
		}
		t := rentedTask("return", "returned", ids[0], false)
		answer, err := client.Do(cmd.Context(), api.ReturnCall(ids[0], given["Type"]))
		if err != nil {
			return s.serviceFailure(err, t)
		}
		s.carriedOut(answer, "permission "+ids[0])
		return s.finishChange(s.doneResult(answer, t))
	})
}
