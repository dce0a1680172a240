package cli

import (
	"context"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

func newJoinPermDelete(a *app) *cobra.Command {
	var given changeFlags
	cmd := &cobra.Command{
		Use:   "delete ID…",
		Short: "Delete join permissions",
		Long: `Delete join permissions that the account owns (DeleteLocalJoinPermission).

The nodes that use them and their renters are shown first. On a terminal you are
asked; elsewhere pass --yes.`,
		Example: `  linkwanctl joinperm delete 125
  linkwanctl joinperm delete 125 126 --yes`,
		RunE: func(cmd *cobra.Command, args []string) error { return runDelete(a, cmd, args, given) },
	}
	addTargetFlags(a, cmd, maxTargets)
	given.add(cmd, true)
	return cmd
}

func runDelete(a *app, cmd *cobra.Command, args []string, given changeFlags) error {
	s, targets, err := a.openTargets(cmd, args, maxTargets)
	if err != nil {
		return err
	}
	if given.dryRun {
		return s.preview(cmd.Context(), ownedList(), targets, func(id string) api.Call { return api.DeleteCall(id, s.settings.IotInstanceID) })
	}
	if err := s.canConfirm(given.yes); err != nil {
		return err
	}
	return s.withTargets(cmd.Context(), ownedList(), targets, func(client *api.Client, ids []string) error {
		nodes := 0
		for _, id := range ids {
			live, err := s.noteDependents(cmd.Context(), client, id)
			if err != nil {
				return err
			}
			nodes += nodeCount(live)
		}
		question := i18n.T("Delete %s in %s?", s.named(ids[0]), s.where())
		if len(ids) > 1 {
			question = i18n.T("Delete %d permissions in %s?", len(ids), s.where())
		}
		if err := s.confirm(withConsequence(question, len(ids), nodes), given.yes); err != nil {
			return err
		}
		return s.forEach(cmd.Context(), ids, task{Verb: "delete", Done: i18n.T("deleted"), Subject: "permission", Changes: true, Again: true}, func(ctx context.Context, id string) (api.Answer, error) {
			return client.Delete(ctx, id, s.settings.IotInstanceID)
		})
	})
}

// noteDependents shows what depends on a permission before it is deleted. If it cannot be read, it
// is not deleted either.
func (s *session) noteDependents(ctx context.Context, client *api.Client, id string) (*joinperm.Owned, error) {
	live, err := api.Fetch[joinperm.Owned](ctx, client, api.OwnedCall(id, s.settings.IotInstanceID))
	if err != nil {
		return nil, s.serviceFailure(err, task{Verb: "request", Subject: "permission", ID: id})
	}
	p := &live.Data
	s.remember(id, p.Name())
	line := i18n.T("%s, %s", s.named(id), usedBy(p))
	switch {
	case p.RenterAliyunID != "" && p.AuthState == joinperm.AuthApplying:
		line = i18n.T("%s, %s, offered to %s", s.named(id), usedBy(p), p.RenterAliyunID)
	case p.RenterAliyunID != "":
		line = i18n.T("%s, %s, rented by %s", s.named(id), usedBy(p), p.RenterAliyunID)
	}
	s.printer.Note(line)
	return p, nil
}
