package cli

import (
	"maps"
	"slices"

	"linkwanctl/internal/api"
	"linkwanctl/internal/output"
)

// previewResult shows a request that is not sent.
func previewResult(p api.Preview) output.Result {
	rows := [][]string{{"method", "", p.Method}, {"url", "", p.URL}}
	rows = append(rows, pairs("header", p.Headers)...)
	rows = append(rows, pairs("parameter", p.Parameters)...)
	return output.Result{Document: p, Grid: output.Grid{Columns: []string{"part", "name", "value"}, Rows: rows}}
}

func pairs(part string, values map[string]string) [][]string {
	var rows [][]string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		rows = append(rows, []string{part, name, values[name]})
	}
	return rows
}
