package cli

import (
	"context"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

func newJoinPermReturn(a *app) *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "return ID",
		Short: "Return a rented join permission to its owner",
		Long: `Return a rented join permission to its owner (ReturnJoinPermission). Unbind it from its
node groups first. Its type is looked up unless you pass --type. On a terminal you are
asked; elsewhere pass --yes.`,
		Example: `  linkwanctl joinperm return 201
  linkwanctl joinperm return 401 --type ROAMING --yes`,
		RunE: func(cmd *cobra.Command, args []string) error { return runReturn(a, cmd, args, yes) },
	}
	addRentedTargetFlags(a, cmd)
	filterFlags(cmd, joinperm.TypeField())
	addYes(cmd, &yes)
	return cmd
}

func runReturn(a *app, cmd *cobra.Command, args []string, yes bool) error {
	s, flagProblems, err := a.open(cmd)
	if err != nil {
		return err
	}
	given, problems := filterGiven(cmd, []joinperm.Field{joinperm.TypeField()}, nil)
	targets, wrong := targetsGiven(cmd, args, 1)
	if err := s.refuseProblems(cmd, append(wrong, problems...), flagProblems); err != nil {
		return err
	}
	if err := s.canConfirm(yes); err != nil {
		return err
	}
	return s.withTargets(cmd.Context(), rentedList(), targets, func(client *api.Client, ids []string) error {
		kind := given[joinperm.TypeField().Param]
		if kind == "" {
			if kind, err = s.rentedType(cmd.Context(), client, ids[0]); err != nil {
				return err
			}
		}
		if err := s.confirm(i18n.T("Return %s to its owner in %s?", s.named(ids[0]), s.where()), yes); err != nil {
			return err
		}
		answer, err := client.Do(cmd.Context(), api.ReturnCall(ids[0], kind))
		return s.finishCall(answer, err, rentedTask(i18n.N("return"), i18n.T("returned"), ids[0], false))
	})
}

// rentedType reads the type of a rented permission, which the action of returning it needs.
func (s *session) rentedType(ctx context.Context, client *api.Client, id string) (string, error) {
	live, err := api.Fetch[joinperm.Rented](ctx, client, api.RentedCall(id))
	if err != nil {
		return "", s.serviceFailure(err, task{Verb: "request", Subject: "permission", ID: id, Rented: true})
	}
	s.remember(id, live.Data.Name())
	if live.Data.Type == "" {
		return "", s.own(usage(i18n.T("Link WAN did not return the type of %s: pass --type LOCAL or --type ROAMING", s.named(id))))
	}
	return string(live.Data.Type), nil
}
