package cli

import (
	"strconv"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/text"
)

// listFlags are what `joinperm list` and `joinperm count` are narrowed by.
type listFlags struct {
	rented, descending bool
	window             api.Window
}

func newJoinPermList(a *app) *cobra.Command {
	var given listFlags
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the join permissions of the account",
		Long: `List the join permissions that the account owns (ListOwnedJoinPermissions) or, with
--rented, those that it rents (ListRentedJoinPermissions).

All of them are listed, each page as it arrives. A list that did not come whole, or that
was seen to change while it was read, is an error, and its JSON is left unclosed. (The API
has no snapshot: one permission that goes and one that comes at the same moment are not seen.)
-o csv has the API's names and raw values. An apostrophe stands before a cell that a
spreadsheet would run as a formula, and before one that begins with an apostrophe: take one
off every cell that begins with one (help manifest).`,
		Example: `  linkwanctl joinperm list
  linkwanctl joinperm list --enabled true --name-contains 凭证 -o csv
  linkwanctl joinperm list --rented --type ROAMING
  linkwanctl joinperm list -o json --query '[?Enabled].JoinPermissionId'`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runList(a, cmd, given) },
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().BoolVar(&given.rented, "rented", false, "list what the account rents, not what it owns")
	filterFlags(cmd, append(joinperm.OwnedFilters(), joinperm.RentedFilters()...)...)
	filterFlags(cmd, joinperm.SortBy())
	cmd.Flags().BoolVar(&given.descending, "descending", false, "sort the other way round (with --sort-by)")
	windowFlags(cmd, &given.window)
	addTableFlags(a, cmd)
	completeColumns(cmd, append(listedColumns(), rentedColumns()...))
	return cmd
}

func runList(a *app, cmd *cobra.Command, given listFlags) error {
	s, flagProblems, err := a.open(cmd)
	if err != nil {
		return err
	}
	filter, problems := given.filter(cmd)
	problems = append(problems, given.sorting(cmd, joinperm.SortBy(), filter)...)
	problems = append(problems, windowProblems(cmd, given.window)...)
	if err := s.refuseProblems(cmd, problems, flagProblems); err != nil {
		return err
	}
	return s.withClient(func(client *api.Client) error {
		if given.rented {
			return stream(cmd.Context(), s, client, listing[joinperm.Rented]{rentedColumns(), s.rentedRow, func(offset, limit int) api.Call {
				return api.ListRentedCall(filter, s.settings.IotInstanceID, offset, limit)
			}, given.window})
		}
		return stream(cmd.Context(), s, client, listing[joinperm.Listed]{listedColumns(), permissionRow, func(offset, limit int) api.Call {
			return api.ListOwnedCall(filter, s.settings.IotInstanceID, offset, limit)
		}, given.window})
	})
}

// filter reads the filter of the list that is meant.
func (given listFlags) filter(cmd *cobra.Command) (map[string]string, []text.Problem) {
	if given.rented {
		return filterGiven(cmd, joinperm.RentedFilters(), joinperm.OwnedFilters())
	}
	return filterGiven(cmd, joinperm.OwnedFilters(), joinperm.RentedFilters())
}

// sorting adds the sorting to the filter.
func (given listFlags) sorting(cmd *cobra.Command, by joinperm.Field, filter map[string]string) []text.Problem {
	sorted, problems := filterGiven(cmd, []joinperm.Field{by}, nil)
	for name, value := range sorted {
		filter[name], filter["Ascending"] = value, strconv.FormatBool(!given.descending)
	}
	if given.descending && len(sorted) == 0 && len(problems) == 0 {
		problems = append(problems, text.Problem{Where: "--descending", Rule: "needs --sort-by: it says which way"})
	}
	return problems
}
