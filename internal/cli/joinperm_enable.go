package cli

import (
	"context"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
)

// newJoinPermSwitch is `joinperm enable` or `joinperm disable`.
func newJoinPermSwitch(a *app, verb, summary, effect string, enabled bool) *cobra.Command {
	cmd := &cobra.Command{
		Use:   verb + " ID…",
		Short: summary,
		Long: summary + ` that the account owns (UpdateOwnedLocalJoinPermissionEnablingState).
` + effect + ` One that is so already stays so.`,
		Example: `  linkwanctl joinperm ` + verb + ` 125
  linkwanctl joinperm ` + verb + ` 123 125 -o json`,
		RunE: func(cmd *cobra.Command, args []string) error { return runSwitch(a, cmd, args, verb, enabled) },
	}
	addTargetFlags(a, cmd, maxTargets)
	return cmd
}

func runSwitch(a *app, cmd *cobra.Command, args []string, verb string, enabled bool) error {
	s, targets, err := a.openTargets(cmd, args, maxTargets)
	if err != nil {
		return err
	}
	return s.withTargets(cmd.Context(), ownedList(), targets, func(client *api.Client, ids []string) error {
		return s.forEach(cmd.Context(), ids, task{Verb: verb, Done: verb + "d", Subject: "permission", Changes: true, Again: true}, func(ctx context.Context, id string) (api.Answer, error) {
			return client.Do(ctx, api.EnableCall(id, s.settings.IotInstanceID, enabled))
		})
	})
}
