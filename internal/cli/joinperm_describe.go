package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

func newJoinPermDescribe(a *app) *cobra.Command {
	var rented bool
	cmd := &cobra.Command{
		Use:   "describe ID|NAME",
		Short: "Show everything about one join permission",
		Long: `Show a join permission that the account owns, with its frequency band and the last join of
its nodes (GetOwnedJoinPermission, GetFreqBandPlanGroup, ListNodesByOwnedJoinPermissionId). With
--rented, show one that it rents (GetRentedJoinPermission; its nodes are not listed).

If the band or the nodes cannot be read, their line says why and the exit code is 0. -o json
prints the answer of Get…JoinPermission plus FreqBandPlanGroup and LastJoinedNode.`,
		Example: `  linkwanctl joinperm describe 123
  linkwanctl joinperm describe 凭证1 -o yaml
  linkwanctl joinperm describe 201 --rented`,
		RunE: func(cmd *cobra.Command, args []string) error { return runDescribe(a, cmd, args, rented) },
	}
	addTargetFlags(a, cmd, 1)
	cmd.Flags().BoolVar(&rented, "rented", false, "show a rented permission")
	return cmd
}

func runDescribe(a *app, cmd *cobra.Command, args []string, rented bool) error {
	s, targets, err := a.openTargets(cmd, args, 1)
	if err != nil {
		return err
	}
	if rented {
		return s.withTargets(cmd.Context(), rentedList(), targets, func(client *api.Client, ids []string) error {
			return s.describeRented(cmd.Context(), client, ids[0])
		})
	}
	return s.withTargets(cmd.Context(), ownedList(), targets, func(client *api.Client, ids []string) error {
		return s.describeOwned(cmd.Context(), client, ids[0])
	})
}

// description is a permission with what was read beside it.
type description[T any] struct {
	api.Result[T]
	Band       *joinperm.Band `json:"FreqBandPlanGroup,omitempty"`
	LastJoined *joinperm.Node `json:"LastJoinedNode,omitempty"`
}

func (s *session) describeOwned(ctx context.Context, client *api.Client, id string) error {
	got, err := api.Fetch[joinperm.Owned](ctx, client, api.OwnedCall(id, s.settings.IotInstanceID))
	if err != nil {
		return s.serviceFailure(err, task{Verb: "request", Subject: "permission", ID: id})
	}
	d, p := description[joinperm.Owned]{Result: got}, &got.Data
	var band, nodes string
	if d.Band, band, err = s.describedBand(ctx, client, p.FreqBandPlanGroupID); err != nil {
		return err
	}
	if d.LastJoined, nodes, err = s.describedNodes(ctx, client, p); err != nil {
		return err
	}
	text := s.described(
		fmt.Sprintf("%s (%s)", dash(p.JoinPermissionName), id),
		s.say(i18n.T("%s, owned, %s", p.ShowState(), sharing(&p.Listed))),
		append(s.radioLines(&p.Listed, band), [][2]string{
			{i18n.N("nodes"), nodes}, {i18n.N("uplinks"), s.say(traffic(p.RxDailySum, p.RxMonthSum))}, {i18n.N("downlinks"), s.say(traffic(p.TxDailySum, p.TxMonthSum))},
			{i18n.N("multicast"), s.say(multicast(p))}, {i18n.N("product"), string(p.BoundProductName)}, {i18n.N("data goes to"), string(p.DataDispatchDestination)},
			{i18n.N("created"), s.time(p.CreateMillis)},
		}...))
	return s.finish(output.Result{Document: d, Text: text})
}

func (s *session) describeRented(ctx context.Context, client *api.Client, id string) error {
	got, err := api.Fetch[joinperm.Rented](ctx, client, api.RentedCall(id))
	if err != nil {
		return s.serviceFailure(err, task{Verb: "request", Subject: "permission", ID: id, Rented: true})
	}
	one := []api.Result[joinperm.Rented]{got}
	s.addOwners(ctx, client, one)
	d := description[joinperm.Rented]{Result: one[0]}
	p, listed, band := &d.Data, d.Data.Listed(), ""
	if d.Band, band, err = s.describedBand(ctx, client, p.FreqBandPlanGroupID); err != nil {
		return err
	}
	text := s.described(
		fmt.Sprintf("%s (%s)", dash(p.JoinPermissionName), id),
		s.say(i18n.T("%s, rented, %s", listed.ShowState(), dash(p.Type))),
		append(append([][2]string{{i18n.N("owner"), dash(p.OwnerAliyunID)}}, s.radioLines(&listed, band)...), [][2]string{
			{i18n.N("node group"), nodeGroup(p)}, {i18n.N("nodes"), dash(p.NodesCnt)},
			{i18n.N("uplinks"), s.say(traffic(p.RxDailySum, p.RxMonthSum))}, {i18n.N("downlinks"), s.say(traffic(p.TxDailySum, p.TxMonthSum))},
			{i18n.N("created"), s.time(p.CreateMillis)},
		}...))
	return s.finish(output.Result{Document: d, Text: text})
}

// described is output.Described with its labels in the language.
func (s *session) described(title, note string, pairs [][2]string) string {
	for i := range pairs {
		pairs[i][0] = s.app.language().Exact(pairs[i][0])
	}
	return output.Described(title, note, pairs)
}
