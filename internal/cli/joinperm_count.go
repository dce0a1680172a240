package cli

import (
	"context"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

func newJoinPermCount(a *app) *cobra.Command {
	var rented bool
	cmd := &cobra.Command{
		Use:   "count",
		Short: "Count the join permissions of the account",
		Long: `Count the join permissions that the account owns (CountOwnedJoinPermissions) or, with
--rented, those that it rents (CountRentedJoinPermissions). The filters are those of
linkwanctl joinperm list.

With --iot-instance-id, the count is the total of the list: the Count actions ignore
instances.`,
		Example: `  linkwanctl joinperm count
  linkwanctl joinperm count --enabled false
  linkwanctl joinperm count --rented --type ROAMING`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runCount(a, cmd, rented) },
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().BoolVar(&rented, "rented", false, "count rented permissions")
	filterFlags(cmd, append(ownedList().filters, rentedList().filters...)...)
	return cmd
}

func runCount(a *app, cmd *cobra.Command, rented bool) error {
	s, flagProblems, err := a.open(cmd)
	if err != nil {
		return err
	}
	counted, other := ownedList(), rentedList()
	if rented {
		counted, other = other, counted
	}
	filter, problems := counted.filterGiven(cmd, &other)
	if err := s.refuseProblems(cmd, problems, flagProblems); err != nil {
		return err
	}
	return s.withClient(func(client *api.Client) error {
		number, err := counted.number(cmd.Context(), client, listQuery{filter: filter, instance: s.settings.IotInstanceID})
		if err != nil {
			return s.serviceFailure(err, task{Verb: "count"})
		}
		return s.finish(countResult(number))
	})
}

// number calls the counting action, or, for an instance, which that action does not support, a list
// of one item.
func (l list) number(ctx context.Context, client *api.Client, q listQuery) (api.Result[joinperm.Count], error) {
	if q.instance == "" {
		return api.Fetch[joinperm.Count](ctx, client, l.count(q))
	}
	call := l.call(q, 0, 1)
	page, err := api.Fetch[api.Page[joinperm.Listed]](ctx, client, call)
	if err == nil && page.Data.TotalCount == "" {
		err = &api.Error{Action: call.Action, Code: api.CodeInvalidAnswer, Message: i18n.T("the list has no TotalCount"), RequestID: page.RequestID, HTTPStatus: 200, Attempts: 1, Outcome: api.Unknown}
	}
	return api.Result[joinperm.Count]{RequestID: page.RequestID, Success: page.Success, Data: page.Data.TotalCount}, err
}
