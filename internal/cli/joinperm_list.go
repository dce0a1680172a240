package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/joinperm"
)

func newJoinPermList(a *app) *cobra.Command {
	rented := rentedList()
	return listCommand{
		use:   "list",
		short: "List the join permissions of the account",
		long: `List the join permissions that the account owns (ListOwnedJoinPermissions) or, with
--rented, those that it rents (ListRentedJoinPermissions). An incomplete list is an error. A
narrow terminal hides columns and says which; a pipe gets all. --watch prints each
change: + added, ~ changed, - deleted.`,
		example: `  linkwanctl joinperm list
  linkwanctl joinperm list --enabled true --name-contains 凭证 -o csv
  linkwanctl joinperm list --rented --type ROAMING
  linkwanctl joinperm list --watch --interval 30s
  linkwanctl joinperm list -o json --query '[?Enabled].JoinPermissionId'`,
		list: ownedList(), rented: &rented, sortBy: joinperm.SortBy(), watched: true,
	}.command(a)
}
