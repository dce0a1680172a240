package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

// settingRow is one line of `config list` and the document of `config get`.
type settingRow struct {
	Key    string `json:"Key"`
	Value  string `json:"Value"`
	Origin string `json:"Origin"`
}

func newConfigList(a *app) *cobra.Command {
	var showOrigin bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the effective settings",
		Long:  "List the effective settings and, with --show-origin, where each one comes from.",
		Example: `  linkwanctl config list --show-origin
  linkwanctl config list --context prod -o yaml`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runConfigList(a, cmd, showOrigin) },
	}
	cmd.Flags().BoolVar(&showOrigin, "show-origin", false, "show where each value comes from")
	return cmd
}

func runConfigList(a *app, cmd *cobra.Command, showOrigin bool) error {
	s, err := a.openStrict(cmd)
	if err != nil {
		return err
	}
	grid := output.Grid{Columns: []string{"key", "value"}}
	if showOrigin {
		grid.Columns = append(grid.Columns, i18n.N("origin"))
	}
	var rows []settingRow
	for _, v := range s.config.List() {
		rows = append(rows, settingRow{v.Key, v.Text, v.Origin.Where})
		row := []string{v.Key, v.Text}
		if showOrigin {
			row = append(row, s.say(i18n.Word(v.Origin.Where)))
		}
		grid.Rows = append(grid.Rows, row)
	}
	return s.finish(output.Result{Document: rows, Grid: grid})
}
