package cli

import (
	"maps"
	"slices"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
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

// doneResult is the answer of an action that has no data.
func doneResult(answer api.Answer) output.Result {
	return output.Result{
		Document: struct {
			RequestID string `json:"RequestId"`
			Success   bool   `json:"Success"`
		}{answer.RequestID, true},
		Grid: output.Grid{Columns: []string{"request ID", "success"}, Rows: [][]string{{answer.RequestID, "true"}}},
	}
}

// createdResult is the answer of an action whose data is the new ID.
func createdResult(created api.Result[joinperm.Text]) output.Result {
	return output.Result{Document: created, Grid: output.Grid{
		Columns: []string{"ID", "request ID", "success"}, Rows: [][]string{{string(created.Data), created.RequestID, "true"}},
	}}
}

// countResult is a number, on its own line in a table.
func countResult(counted api.Result[joinperm.Count]) output.Result {
	return output.Result{Document: counted, Text: string(counted.Data) + "\n"}
}
