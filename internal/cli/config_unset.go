package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/config"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

func newConfigUnset(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "unset [KEY]",
		Short: "Remove a setting",
		Long:  "Remove a setting from the file, or with --context from that context. With --context and no\nkey, remove the whole context.",
		Example: `  linkwanctl config unset output
  linkwanctl config unset endpoint --context lab
  linkwanctl config unset --context lab`,
		ValidArgsFunction: a.completeKeys,
		RunE: func(cmd *cobra.Command, args []string) error {
			key := ""
			named := cmd.Flags().Changed("context")
			if len(args) > 0 || !named {
				if err := countArgs(cmd, args, i18n.T("a key, such as region"), 1); err != nil {
					return err
				}
				if key = args[0]; key == "" { // which would be the whole context
					return notChanged(refusedValues([]text.Problem{{Where: "KEY", Rule: i18n.T("is empty")}}, helpOf(cmd)))
				}
			}
			return a.edit(cmd, i18n.Text{}, func(o config.Options, context string) (i18n.Text, error) {
				found, err := config.Unset(o, context, key)
				if err == nil && !found {
					return i18n.T("nothing to remove: it was not set"), nil
				}
				return i18n.Text{}, err
			})
		},
	}
}
