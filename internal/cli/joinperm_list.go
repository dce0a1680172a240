package cli

import (
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

// listPage is how many permissions one request of a list asks for.
const listPage = 100

func newJoinPermList(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the join permissions of the account",
		Long: `List all join permissions that the account owns (ListOwnedJoinPermissions), page
by page to the last one. A list that did not come whole is an error.`,
		Example: `  linkwanctl joinperm list
  linkwanctl joinperm list -o json --query '[?Enabled].JoinPermissionId'`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runList(a, cmd) },
	}
}

func runList(a *app, cmd *cobra.Command) error {
	s, err := a.openStrict(cmd)
	if err != nil {
		return err
	}
	return s.withClient(func(client *api.Client) error {
		permissions, err := s.everyPage(cmd.Context(), client)
		if err != nil {
			return err
		}
		grid := output.Grid{Columns: permissionColumns()}
		for i := range permissions {
			grid.Rows = append(grid.Rows, permissionRow(&permissions[i]))
		}
		return s.finish(output.Result{Document: permissions, Grid: grid})
	})
}

// everyPage reads the list to its end and fails where fewer came than the
// service counts.
func (s *session) everyPage(ctx context.Context, client *api.Client) ([]joinperm.Listed, error) {
	all := []joinperm.Listed{}
	for {
		page, err := client.List(ctx, s.settings.IotInstanceID, len(all), listPage)
		if err != nil {
			return nil, s.serviceFailure(err, task{Verb: "list"})
		}
		all = append(all, page.Data.List...)
		total, err := strconv.Atoi(string(page.Data.TotalCount))
		if err == nil && len(all) >= total {
			return all, nil
		}
		if len(page.Data.List) == 0 {
			return nil, s.own(&failure{Failure: output.Failure{
				Title: fmt.Sprintf("the list is not whole: %d of %s permissions came", len(all), output.Escape(string(page.Data.TotalCount))),
				Code:  api.CodeInvalidAnswer, RequestID: page.RequestID, HTTPStatus: 200, Outcome: string(api.Refused), ExitCode: exitNoAnswer,
				Hints: []string{"permissions were likely deleted while the list was read: run the same command again"},
			}})
		}
	}
}
