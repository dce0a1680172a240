package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
)

func newRoamingSwitch(a *app, verb, summary string, enabled bool) *cobra.Command {
	cmd := &cobra.Command{
		Use:   verb + " ID",
		Short: summary,
		Long:  summary + " (UpdateRoamingJoinPermissionEnablingState). It is safe to run again.",
		Example: `  linkwanctl joinperm roaming ` + verb + ` 401
  linkwanctl joinperm roaming ` + verb + ` 401 -o json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, targets, err := a.openTargets(cmd, args, 1)
			if err != nil {
				return err
			}
			return s.doRented(cmd, targets, verb, i18n.Word(verb+"d"), func(id string) api.Call { return api.EnableRoamingCall(id, enabled) })
		},
	}
	addRentedTargetFlags(a, cmd)
	return cmd
}
