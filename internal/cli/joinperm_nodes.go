package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

func newJoinPermNodes(a *app) *cobra.Command {
	var count bool
	var given listFlags
	cmd := &cobra.Command{
		Use:   "nodes ID",
		Short: "List the nodes that use a join permission",
		Long: `List the nodes that use a join permission which the account owns
(ListNodesByOwnedJoinPermissionId), or with --count their number
(CountNodesByOwnedJoinPermissionId).`,
		Example: `  linkwanctl joinperm nodes 123
  linkwanctl joinperm nodes 123 --count`,
		RunE: func(cmd *cobra.Command, args []string) error { return runNodes(a, cmd, args, given, count) },
	}
	addTargetFlags(a, cmd, 1)
	cmd.Flags().BoolVar(&count, "count", false, "show their number alone")
	filterFlags(cmd, joinperm.NodeFilter(), joinperm.SortNodesBy())
	cmd.Flags().BoolVar(&given.descending, "descending", false, "sort the other way round (with --sort-by)")
	windowFlags(cmd, &given.window)
	addTableFlags(a, cmd)
	completeColumns(cmd, nodeColumns())
	return cmd
}

func runNodes(a *app, cmd *cobra.Command, args []string, given listFlags, count bool) error {
	s, flagProblems, err := a.open(cmd)
	if err != nil {
		return err
	}
	filter, problems := filterGiven(cmd, []joinperm.Field{joinperm.NodeFilter()}, nil)
	sorting := map[string]string{}
	problems = append(problems, given.sorting(cmd, joinperm.SortNodesBy(), sorting)...)
	problems = append(problems, windowProblems(cmd, given.window)...)
	if err := s.refuseProblems(cmd, problems, flagProblems); err != nil {
		return err
	}
	targets, err := s.targetsGiven(cmd, args, 1)
	if err != nil {
		return err
	}
	return s.withClient(func(client *api.Client) error {
		ids, err := s.resolve(cmd.Context(), client, targets)
		if err != nil {
			return err
		}
		if count {
			counted, err := api.Fetch[joinperm.Count](cmd.Context(), client, api.CountNodesCall(ids[0], filter))
			if err != nil {
				return s.serviceFailure(err, task{Verb: "count", Subject: "permission", ID: ids[0]})
			}
			return s.finish(countResult(counted))
		}
		for name, value := range sorting {
			filter[name] = value
		}
		return stream(cmd.Context(), s, client, listing[joinperm.Node]{nodeColumns(), s.nodeRow, func(offset, limit int) api.Call {
			return api.NodesCall(ids[0], filter, s.settings.IotInstanceID, offset, limit)
		}, given.window})
	})
}

func nodeColumns() []output.Column {
	return []output.Column{
		{Name: "DevEui", Label: "dev EUI"}, {Name: "DevAddr", Label: "dev addr"}, {Name: "ClassMode", Label: "class"},
		{Name: "BoundMillis", Label: "bound"}, {Name: "LastJoinMillis", Label: "last join"},
	}
}

func (s *session) nodeRow(n *joinperm.Node) []string {
	return []string{string(n.DevEUI), string(n.DevAddr), string(n.ClassMode), s.time(n.BoundMillis), s.time(n.LastJoinMillis)}
}
