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

// addDryRun adds --dry-run to a command whose requests are known before anything is sent.
func addDryRun(cmd *cobra.Command, dryRun *bool) {
	cmd.Flags().BoolVar(dryRun, "dry-run", false, "show the request without sending it")
}

// preview shows the requests for permissions. Only a name has to be looked up.
func (s *session) preview(ctx context.Context, l list, targets []target, call func(id string) api.Call) error {
	show := func(_ *api.Client, ids []string) error {
		calls := make([]api.Call, len(ids))
		for i, id := range ids {
			calls[i] = call(id)
		}
		return s.previewCalls(calls...)
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

// previewCalls shows the requests of calls that are not made: one as an object, several as a list.
func (s *session) previewCalls(calls ...api.Call) error {
	var previews []api.Preview
	grid := output.Grid{Columns: []string{"part", "name", "value"}, Labels: true}
	for _, call := range calls {
		p := api.NewPreview(s.apiOptions(), call)
		previews = append(previews, p)
		grid.Rows = append(grid.Rows, []string{i18n.N("method"), "", p.Method}, []string{"url", "", p.URL})
		grid.Rows = append(grid.Rows, pairs(i18n.N("header"), p.Headers)...)
		grid.Rows = append(grid.Rows, pairs(i18n.N("parameter"), p.Parameters)...)
	}
	if len(previews) == 1 {
		return s.finish(output.Result{Document: previews[0], Grid: grid})
	}
	return s.finish(output.Result{Document: previews, Grid: grid})
}

func pairs(part string, values map[string]string) [][]string {
	var rows [][]string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		rows = append(rows, []string{part, name, values[name]})
	}
	return rows
}
