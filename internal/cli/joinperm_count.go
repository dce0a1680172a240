package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
)

func newJoinPermCount(a *app) *cobra.Command {
	var given listFlags
	cmd := &cobra.Command{
		Use:   "count",
		Short: "Count the join permissions of the account",
		Long: `Count the join permissions that the account owns (CountOwnedJoinPermissions) or, with
--rented, those that it rents (CountRentedJoinPermissions), with the filters of
linkwanctl joinperm list.

Those actions know no instance. With --iot-instance-id the number is the TotalCount of a list
of one.`,
		Example: `  linkwanctl joinperm count
  linkwanctl joinperm count --enabled false
  linkwanctl joinperm count --rented --type ROAMING`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runCount(a, cmd, given) },
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().BoolVar(&given.rented, "rented", false, "count what the account rents, not what it owns")
	filterFlags(cmd, append(joinperm.OwnedFilters(), joinperm.RentedFilters()...)...)
	return cmd
}

func runCount(a *app, cmd *cobra.Command, given listFlags) error {
	s, flagProblems, err := a.open(cmd)
	if err != nil {
		return err
	}
	filter, problems := given.filter(cmd)
	if err := s.refuseProblems(cmd, problems, flagProblems); err != nil {
		return err
	}
	return s.withClient(func(client *api.Client) error {
		counted, err := s.count(cmd, client, given.rented, filter)
		if err != nil {
			return s.serviceFailure(err, task{Verb: "count"})
		}
		return s.finish(countResult(counted))
	})
}

// count asks the counting action, or where an instance is meant, which that does
// not know, a list of one.
func (s *session) count(cmd *cobra.Command, client *api.Client, rented bool, filter map[string]string) (api.Result[joinperm.Count], error) {
	instance := s.settings.IotInstanceID
	switch {
	case instance == "" && rented:
		return api.Fetch[joinperm.Count](cmd.Context(), client, api.CountRentedCall(filter))
	case instance == "":
		return api.Fetch[joinperm.Count](cmd.Context(), client, api.CountOwnedCall(filter))
	}
	call := api.ListOwnedCall(filter, instance, 0, 1)
	if rented {
		call = api.ListRentedCall(filter, instance, 0, 1)
	}
	page, err := api.Fetch[api.Page[joinperm.Listed]](cmd.Context(), client, call)
	if err == nil && page.Data.TotalCount == "" {
		err = &api.Error{Action: call.Action, Code: api.CodeInvalidAnswer, Message: "the list told no TotalCount", RequestID: page.RequestID, HTTPStatus: 200, Attempts: 1, Outcome: api.Refused}
	}
	return api.Result[joinperm.Count]{RequestID: page.RequestID, Success: page.Success, Data: page.Data.TotalCount}, err
}
