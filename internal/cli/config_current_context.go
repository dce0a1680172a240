package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

func newConfigCurrentContext(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "current-context",
		Short: "Show the context in use",
		Long:  "Show the name of the context in use. It fails if there is none.",
		Example: `  linkwanctl config current-context
  linkwanctl config current-context -o json`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := a.openStrict(cmd)
			if err != nil {
				return err
			}
			name := s.settings.Context
			if name == "" {
				return s.own(ofConfiguration(usage(i18n.T("no context is in use"), i18n.T("linkwanctl config use-context NAME"))))
			}
			return s.finish(output.Result{Document: map[string]string{"Name": name}, Text: name + "\n"})
		},
	}
}
