package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

func newGatewayGet(a *app) *cobra.Command {
	return getCommand[joinperm.Gateway]{
		use:   "get GWEUI",
		short: "Show a gateway",
		long:  "Show a gateway (GetGateway).",
		example: `  linkwanctl gateway get d896e0ffff000001
  linkwanctl gateway get d8:96:e0:ff:ff:00:00:01 --query Data.OnlineState`,
		subject: gatewaySubject(a), call: api.GatewayCall,
		result: func(s *session, got api.Result[joinperm.Gateway]) output.Result {
			return gridOf(got, gatewayColumns(), s.gatewayRow(&got.Data))
		},
	}.command(a)
}

// gridOf shows one thing with the columns of its list.
func gridOf(document any, columns []output.Column, row []string) output.Result {
	grid := output.Grid{Rows: [][]string{row}}
	for _, c := range columns {
		grid.Columns = append(grid.Columns, c.Label)
	}
	return output.Result{Document: document, Grid: grid}
}
