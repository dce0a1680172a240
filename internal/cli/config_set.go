package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/config"
	"linkwanctl/internal/i18n"
)

func newConfigSet(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "set KEY VALUE",
		Short: "Save a setting",
		Long:  "Save a setting in the file, or with --context in that context, which is created if it does\nnot exist.",
		Example: `  linkwanctl config set output json
  linkwanctl config set profile prod --context prod
  linkwanctl config set region cn-hangzhou --context prod`,
		ValidArgsFunction: a.completeKeys,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := countArgs(cmd, args, i18n.T("a key and a value, such as output json"), 2); err != nil {
				return err
			}
			return a.edit(cmd, i18n.Text{}, func(o config.Options, context string) (i18n.Text, error) {
				return i18n.Text{}, config.Set(o, context, args[0], args[1])
			})
		},
	}
}
