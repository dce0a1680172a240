package cli

import (
	"context"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
)

// newJoinPermSwitch is `joinperm enable` or `joinperm disable`.
func newJoinPermSwitch(a *app, enabled bool) *cobra.Command {
	verb, summary, effect := "enable", "Enable join permissions", "Nodes can join with an enabled permission."
	if !enabled {
		verb, summary = "disable", "Disable join permissions"
		effect = `Nodes cannot join with a disabled permission, so a warning says how
many nodes use it. On a terminal you are asked; in a script it is disabled after the
warning. --yes skips the lookup and the question.`
	}
	var given changeFlags
	cmd := &cobra.Command{
		Use:   verb + " ID…",
		Short: summary,
		Long: summary + ` that the account owns (UpdateOwnedLocalJoinPermissionEnablingState).
` + effect + ` It is safe to run again.`,
		Example: `  linkwanctl joinperm ` + verb + ` 125
  linkwanctl joinperm ` + verb + ` 123 125 -o json`,
		RunE: func(cmd *cobra.Command, args []string) error { return runSwitch(a, cmd, args, enabled, given) },
	}
	addTargetFlags(a, cmd, maxTargets)
	given.add(cmd, false)
	if !enabled {
		cmd.Flags().BoolVarP(&given.yes, "yes", "y", false, "do not ask, and do not look up nodes")
	}
	return cmd
}

func runSwitch(a *app, cmd *cobra.Command, args []string, enabled bool, given changeFlags) error {
	s, targets, err := a.openTargets(cmd, args, maxTargets)
	if err != nil {
		return err
	}
	call := func(id string) api.Call { return api.EnableCall(id, s.settings.IotInstanceID, enabled) }
	if given.dryRun {
		return s.preview(cmd.Context(), ownedList(), targets, call)
	}
	t := task{Verb: "enable", Done: i18n.T("enabled"), Subject: "permission", Changes: true, Again: true}
	if !enabled {
		t.Verb, t.Done = i18n.N("disable"), i18n.T("disabled")
	}
	return s.withTargets(cmd.Context(), ownedList(), targets, func(client *api.Client, ids []string) error {
		if !enabled && !given.yes && !a.quiet {
			if err := s.mayDisable(cmd.Context(), client, ids); err != nil {
				return err
			}
		}
		return s.forEach(cmd.Context(), ids, t, func(ctx context.Context, id string) (api.Answer, error) {
			return client.Do(ctx, call(id))
		})
	})
}
