package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/output"
)

// contextRow is one context in the document of `config get-contexts`.
type contextRow struct {
	Current       bool   `json:"Current"`
	Name          string `json:"Name"`
	Region        string `json:"Region"`
	Endpoint      string `json:"Endpoint"`
	Profile       string `json:"Profile"`
	IotInstanceID string `json:"IotInstanceId"`
}

func newConfigGetContexts(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "get-contexts",
		Short: "List the contexts",
		Long: `List the contexts in the settings file and the values that each one sets. A star marks the
one in use: from --context, LINKWANCTL_CONTEXT or the file, in this order.`,
		Example: `  linkwanctl config get-contexts
  linkwanctl config get-contexts -o name`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runGetContexts(a, cmd) },
	}
}

func runGetContexts(a *app, cmd *cobra.Command) error {
	s, err := a.openStrict(cmd)
	if err != nil {
		return err
	}
	rows := []contextRow{}
	grid := output.Grid{Columns: []string{"current", "name", "region", "endpoint", "profile", "instance"}, Spare: []int{2, 3, 4, 5}}
	for _, c := range s.config.Contexts() {
		row := contextRow{c.Name == s.settings.Context, c.Name, c.Value("region"), c.Value("endpoint"), c.Value("profile"), c.Value("iot-instance-id")}
		mark := ""
		if row.Current {
			mark = "*"
		}
		rows = append(rows, row)
		grid.Rows = append(grid.Rows, []string{mark, row.Name, dash(row.Region), dash(row.Endpoint), dash(row.Profile), dash(row.IotInstanceID)})
	}
	return s.finish(output.Result{Document: rows, Grid: grid})
}
