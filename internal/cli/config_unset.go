package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/config"
	"linkwanctl/internal/text"
)

func newConfigUnset(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "unset [KEY]",
		Short: "Take a setting out of the file",
		Long:  "Take a setting out of the file, or with --context out of that context; with --context and no\nkey the whole context.",
		Example: `  linkwanctl config unset output
  linkwanctl config unset endpoint --context lab
  linkwanctl config unset --context lab`,
		ValidArgsFunction: a.completeKeys,
		RunE: func(cmd *cobra.Command, args []string) error {
			key := ""
			named := cmd.Flags().Changed("context")
			if len(args) > 0 || !named {
				if err := countArgs(cmd, args, "a key, such as region", 1); err != nil {
					return err
				}
				if key = args[0]; key == "" { // which would be the whole context
					return notChanged(refusedValues([]text.Problem{{Where: "the key", Rule: "is empty"}}, cmd.CommandPath()+" --help"))
				}
			}
			return a.edit(cmd, func(o config.Options, context string) (string, error) {
				found, err := config.Unset(o, context, key)
				if err == nil && !found {
					return "it was not set", nil
				}
				return "", err
			})
		},
	}
}
