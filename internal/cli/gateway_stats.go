package cli

import (
	"context"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

func newGatewayStats(a *app) *cobra.Command {
	var given periodFlags
	gateway := gatewaySubject(a)
	cmd := &cobra.Command{
		Use:   "stats GWEUI",
		Short: "Show the state and the packets of a gateway",
		Long: `Show the state of a gateway (GetGatewayStatusStat) and the number of its packets in a
period (GetGatewayPacketStat). The packets by hour or day are in linkwanctl gateway flow.`,
		Example: `  linkwanctl gateway stats d896e0ffff000001
  linkwanctl gateway stats d896e0ffff000001 --since 168h
  linkwanctl gateway stats d896e0ffff000001 --from 2026-11-01 --to 2026-11-08 -o json`,
		ValidArgsFunction: gateway.offers,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, eui, err := a.openSubject(cmd, args, gateway)
			if err != nil {
				return err
			}
			period, problems := given.period(cmd, a.Now())
			if err := s.refuseProblems(cmd, problems, nil); err != nil {
				return err
			}
			return s.withClient(func(client *api.Client) error { return s.gatewayStats(cmd.Context(), client, eui, period) })
		},
	}
	cmd.Flags().SortFlags = false
	given.add(cmd, usualPeriod)
	return cmd
}

// gatewayStats shows both answers as one. Its RequestId is that of the second.
func (s *session) gatewayStats(ctx context.Context, client *api.Client, eui string, period map[string]string) error {
	failed := func(err error) error {
		return s.serviceFailure(err, task{Verb: "request", Subject: "gateway", ID: eui})
	}
	stats, err := api.Fetch[joinperm.GatewayStats](ctx, client, api.GatewayStatusCall(eui, s.settings.IotInstanceID))
	if err != nil {
		return failed(err)
	}
	packets, err := api.Fetch[joinperm.GatewayPackets](ctx, client, api.GatewayPacketsCall(eui, s.settings.IotInstanceID, period))
	if err != nil {
		return failed(err)
	}
	stats.RequestID, stats.Data.GatewayPackets = packets.RequestID, packets.Data
	g := &stats.Data
	result := output.Result{Document: stats, Grid: output.Grid{
		Columns: []string{
			"gateway EUI", "online", "enabled", "hours online", "CPU", "memory", "rx total", "tx total",
			"uplinks", "invalid uplinks", "downlinks", "invalid downlinks",
		},
		Rows: [][]string{{
			string(g.GwEUI), dash(g.OnlineState), dash(g.Enabled), dash(g.OnlineHour), dash(g.CPURadio), dash(g.MemoryRadio), dash(g.RxCount), dash(g.TxCount),
			dash(g.UplinkValid), dash(g.UplinkInvalid), dash(g.DownlinkValid), dash(g.DownlinkInvalid),
		}},
		One: true,
	}}
	return s.finish(result)
}
