package cli

import (
	"context"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

// addDryRun adds --dry-run to a command that sends one request for each permission.
func addDryRun(cmd *cobra.Command, dryRun *bool) {
	cmd.Flags().BoolVar(dryRun, "dry-run", false, "show the request without sending it")
}

// preview shows the requests for permissions. Only a name has to be looked up.
func (s *session) preview(ctx context.Context, l list, targets []target, call func(id string) api.Call) error {
	show := func(_ *api.Client, ids []string) error {
		var previews []api.Preview
		for _, id := range ids {
			previews = append(previews, api.NewPreview(s.apiOptions(), call(id)))
		}
		return s.finish(previewsResult(previews))
	}
	var ids []string
	for _, t := range targets {
		if t.name != "" {
			return s.withTargets(ctx, l, targets, show)
		}
		ids = append(ids, t.id)
	}
	return show(nil, ids)
}

// previewResult shows a request that is not sent.
func previewResult(p api.Preview) output.Result { return previewsResult([]api.Preview{p}) }

// previewsResult shows requests that are not sent: one as an object, several as a list.
func previewsResult(previews []api.Preview) output.Result {
	grid := output.Grid{Columns: []string{"part", "name", "value"}, Labels: true}
	for _, p := range previews {
		grid.Rows = append(grid.Rows, []string{i18n.N("method"), "", p.Method}, []string{"url", "", p.URL})
		grid.Rows = append(grid.Rows, pairs(i18n.N("header"), p.Headers)...)
		grid.Rows = append(grid.Rows, pairs(i18n.N("parameter"), p.Parameters)...)
	}
	if len(previews) == 1 {
		return output.Result{Document: previews[0], Grid: grid}
	}
	return output.Result{Document: previews, Grid: grid}
}

func pairs(part string, values map[string]string) [][]string {
	var rows [][]string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		rows = append(rows, []string{part, name, values[name]})
	}
	return rows
}
