package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

func newJoinPermGet(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "get ID",
		Short: "Show a join permission",
		Long: `Show a join permission that the account owns (GetOwnedJoinPermission).

The table has what an update can change; -o json and -o yaml have everything
that Link WAN tells.`,
		Example: `  linkwanctl joinperm get 123
  linkwanctl joinperm get 123 -o yaml
  linkwanctl joinperm get 123 --query Data.NodesCnt`,
		RunE: func(cmd *cobra.Command, args []string) error { return runGet(a, cmd, args) },
	}
	cmd.Flags().String(joinperm.ID().Flag, "", joinperm.ID().Help)
	completeField(cmd, joinperm.ID())
	return cmd
}

func runGet(a *app, cmd *cobra.Command, args []string) error {
	s, err := a.openStrict(cmd)
	if err != nil {
		return err
	}
	id, isGiven, err := idOf(cmd, args)
	if err != nil {
		return err
	}
	if !isGiven {
		return s.own(usage("an ID is missing: which permission is to be shown?", "linkwanctl joinperm list"))
	}
	if problems := s.identifierProblems(id); len(problems) > 0 {
		return s.own(refusedValues(problems, cmd.CommandPath()+" --help"))
	}
	return s.withClient(func(client *api.Client) error {
		got, err := client.Get(cmd.Context(), id, s.settings.IotInstanceID)
		if err != nil {
			return s.serviceFailure(err, task{Verb: "request", Subject: "permission", ID: id})
		}
		nodes := string(got.Data.NodesCnt)
		return s.finish(output.Result{Document: got, Grid: output.Grid{
			Columns: append(permissionColumns(), "nodes"),
			Rows:    [][]string{append(permissionRow(&got.Data.Listed), nodes)},
		}})
	})
}

// identifierProblems checks the two parameters that every read takes.
func (s *session) identifierProblems(id string) []output.Problem {
	given := map[string]string{joinperm.ID().Param: id}
	if s.settings.IotInstanceID != "" {
		given[joinperm.InstanceID().Param] = s.settings.IotInstanceID
	}
	_, refusals := joinperm.NewChange(given)
	return refusalProblems(refusals)
}
