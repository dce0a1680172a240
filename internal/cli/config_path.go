package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/config"
	"linkwanctl/internal/output"
)

func newConfigPath(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "path",
		Short: "Show the path of the settings file",
		Long: `Show the path of the settings file, whether or not it exists. Without --config and
LINKWANCTL_CONFIG, it is linkwanctl/config.yaml in the directory that XDG_CONFIG_HOME
names, else in ~/.config, or in %AppData% on Windows.`,
		Example: `  linkwanctl config path
  linkwanctl config path --config ./ci.yaml`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			path, err := config.Path(a.settingsOptions(cmd))
			if err != nil {
				return err
			}
			printer, err := a.bare(a.formWanted)
			if err != nil {
				return err
			}
			if err := printer.Result(output.Result{Document: map[string]string{"Path": path}, Text: path + "\n"}); err != nil {
				return outputFailure(err)
			}
			return nil
		},
	}
}
