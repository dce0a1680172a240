package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
)

func newJoinPermDelete(a *app) *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use:   "delete ID…",
		Short: "Delete join permissions",
		Long: `Delete join permissions that the account owns (DeleteLocalJoinPermission).

What hangs on each is shown first: the nodes that use it, the renter that holds
it. On a terminal you are asked; elsewhere --yes has to be given.`,
		Example: `  linkwanctl joinperm delete 125
  linkwanctl joinperm delete 125 126 --yes`,
		RunE: func(cmd *cobra.Command, args []string) error { return runDelete(a, cmd, args, yes) },
	}
	addTargetFlags(a, cmd, maxTargets)
	cmd.Flags().BoolVarP(&yes, "yes", "y", false, "do not ask")
	return cmd
}

func runDelete(a *app, cmd *cobra.Command, args []string, yes bool) error {
	s, targets, err := a.openTargets(cmd, args, maxTargets)
	if err != nil {
		return err
	}
	if err := s.canConfirm(yes); err != nil {
		return err
	}
	return s.withTargets(cmd.Context(), ownedList(), targets, func(client *api.Client, ids []string) error {
		for _, id := range ids {
			if err := s.noteDependents(cmd.Context(), client, id); err != nil {
				return err
			}
		}
		question := "Delete it?"
		if len(ids) > 1 {
			question = fmt.Sprintf("Delete these %d?", len(ids))
		}
		if err := s.confirm(question, yes); err != nil {
			return err
		}
		return s.forEach(cmd.Context(), ids, task{Verb: "delete", Done: "deleted", Subject: "permission", Changes: true, Again: true}, func(ctx context.Context, id string) (api.Answer, error) {
			return client.Delete(ctx, id, s.settings.IotInstanceID)
		})
	})
}

// noteDependents shows what depends on a permission before it is deleted. If it cannot be read, it
// is not deleted either.
func (s *session) noteDependents(ctx context.Context, client *api.Client, id string) error {
	live, err := api.Fetch[joinperm.Owned](ctx, client, api.OwnedCall(id, s.settings.IotInstanceID))
	if err != nil {
		return s.serviceFailure(err, task{Verb: "request", Subject: "permission", ID: id})
	}
	p := &live.Data
	line := fmt.Sprintf("permission %s (%s), %s", id, p.JoinPermissionName, usedBy(p))
	switch {
	case p.RenterAliyunID != "" && p.AuthState == joinperm.AuthApplying:
		line += ", offered to " + string(p.RenterAliyunID)
	case p.RenterAliyunID != "":
		line += ", held by the renter " + string(p.RenterAliyunID)
	}
	s.printer.Note(line)
	return nil
}
