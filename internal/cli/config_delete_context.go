package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/config"
	"linkwanctl/internal/i18n"
)

func newConfigDeleteContext(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "delete-context NAME",
		Short: "Delete a context",
		Long: `Delete a context and its settings from the file. If it is the current context, there is
no current context afterwards, and a warning says so.`,
		Example: `  linkwanctl config delete-context lab
  linkwanctl config get-contexts`,
		ValidArgsFunction: a.completeContext,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := countArgs(cmd, args, i18n.T("a context name"), 1); err != nil {
				return err
			}
			return a.edit(cmd, i18n.T("context %s deleted", args[0]), func(o config.Options, _ string) (i18n.Text, error) {
				wasCurrent, err := config.DeleteContext(o, args[0])
				if !wasCurrent {
					return i18n.Text{}, err
				}
				return i18n.T("%s was the current context; to choose another:  linkwanctl config use-context NAME", args[0]), err
			})
		},
	}
}

// completeContext offers the contexts for an only argument.
func (a *app) completeContext(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return a.contextNames(cmd), cobra.ShellCompDirectiveNoFileComp
}
