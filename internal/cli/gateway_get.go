package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
)

func newGatewayGet(a *app) *cobra.Command {
	return getCommand[joinperm.Gateway]{
		use:   "get GWEUI",
		short: "Show a gateway",
		long:  "Show a gateway (GetGateway).",
		example: `  linkwanctl gateway get d896e0ffff000001
  linkwanctl gateway get d8:96:e0:ff:ff:00:00:01 --query Data.OnlineState`,
		subject: gatewaySubject(a), call: api.GatewayCall,
		columns: gatewayColumns(), row: (*session).gatewayRow,
	}.command(a)
}
