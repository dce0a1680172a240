package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/config"
	"linkwanctl/internal/i18n"
)

func newConfigUse(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "use-context NAME",
		Short: "Set the current context",
		Long:  "Set the current context, which commands use unless --context or LINKWANCTL_CONTEXT names\nanother.",
		Example: `  linkwanctl config use-context prod
  linkwanctl config list --show-origin`,
		ValidArgsFunction: a.completeContext,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := countArgs(cmd, args, i18n.T("a context name"), 1); err != nil {
				return err
			}
			return a.edit(cmd, i18n.T("%s is the current context now", args[0]), func(o config.Options, _ string) (i18n.Text, error) {
				return i18n.Text{}, config.UseContext(o, args[0])
			})
		},
	}
}
