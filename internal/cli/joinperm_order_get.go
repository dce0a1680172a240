package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
)

func newOrderGet(a *app) *cobra.Command {
	return getCommand[joinperm.Order]{
		use:   "get ORDER",
		short: "Show an order",
		long:  "Show an order, as the owner or the renter (GetJoinPermissionAuthOrder).",
		example: `  linkwanctl joinperm order get 501
  linkwanctl joinperm order get 501 --query Data.OrderState`,
		subject: orderSubject(), call: func(id, _ string) api.Call { return api.OrderCall(id) },
		columns: orderColumns(), row: (*session).orderRow,
	}.command(a)
}
