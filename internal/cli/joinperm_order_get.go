package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
)

func newOrderGet(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "get ORDER",
		Short: "Show an order",
		Long:  "Show an order, as its owner or its renter (GetJoinPermissionAuthOrder).",
		Example: `  linkwanctl joinperm order get 1
  linkwanctl joinperm order get 1 --query Data.OrderState`,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, orderID, err := a.openOrder(cmd, args)
			if err != nil {
				return err
			}
			return s.withClient(func(client *api.Client) error {
				got, err := api.Fetch[joinperm.Order](cmd.Context(), client, api.OrderCall(orderID))
				if err != nil {
					return s.serviceFailure(err, task{Verb: "request", Subject: "order", ID: orderID})
				}
				return s.finish(s.orderResult(got))
			})
		},
	}
}
