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
--rented, those that it rents (ListRentedJoinPermissions).

All of them are listed, each page as it arrives. A list that did not come whole, or that
was seen to change while it was read, is an error, and its JSON is left unclosed. (The API
has no snapshot: one permission that goes and one that comes at the same moment are not seen.)
A terminal that is too narrow hides columns, the last one first but never ID, name and
state, and says which: --wide shows all, --columns picks. A pipe or a file gets all of them.
-o csv has the API's names and raw values. An apostrophe stands before a cell that a
spreadsheet would run as a formula, and before one that begins with an apostrophe: take one
off every cell that begins with one (help manifest). -o tsv is the same between tabs, with
\t, \n, \r and \\ for a tab, a line break and a backslash in a value. -o name shows the IDs.

With --watch the list is read again every --interval, and each change is another row: + for
what was added, ~ for what was changed, - for what was deleted. -o json has an object a line,
with the Event. A failure that may pass is reported once. Ctrl-C ends it with exit code 130.`,
		example: `  linkwanctl joinperm list
  linkwanctl joinperm list --enabled true --name-contains 凭证 -o csv
  linkwanctl joinperm list --rented --type ROAMING
  linkwanctl joinperm list --enabled false -o name
  linkwanctl joinperm list --watch --interval 30s
  linkwanctl joinperm list -o json --query '[?Enabled].JoinPermissionId'`,
		list: ownedList(), rented: &rented, sortBy: joinperm.SortBy(), watched: true,
	}.command(a)
}
