package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

func newNodePackets(a *app) *cobra.Command {
	node := nodeSubject()
	filters := joinperm.PacketFilters()
	return listCommand{
		use:   "packets DEVEUI",
		short: "List the packets of a node",
		long: `List the packets of a node in a period (ListNodeTransferPackets), with the gateway that
each went through and how well it was received.`,
		example: `  linkwanctl node packets feed00007b000001 --since 1h
  linkwanctl node packets feed00007b000001 --category downlink
  linkwanctl node packets feed00007b000001 --from 2026-11-01 --to 2026-11-02 -o csv`,
		list: list{
			columns: []output.Column{
				{Name: "LogMillis", Label: "time"}, columnOf(joinperm.GwEUI()), {Name: "Freq", Label: "MHz"}, {Name: "Datr", Label: "data rate"},
				{Name: "Rssi", Label: "RSSI", Keep: true}, {Name: "Snr", Label: "SNR", Keep: true}, {Name: "ClassMode", Label: "class"},
				{Name: joinperm.DevEUI().Param, Label: joinperm.DevEUI().Label, Wide: true},
			},
			items: numberedPagesOf(func(s *session, p *joinperm.Packet) []string {
				return []string{s.time(p.LogMillis), dash(p.GwEUI), dash(p.Freq), dash(p.Datr), dash(p.Rssi), dash(p.Snr), dash(p.ClassMode), dash(p.DevEUI)}
			}),
			filters: filters,
			// In an order of the service's own choice, pages might overlap.
			usual: map[string]string{filters[0].Param: joinperm.UplinkPackets, joinperm.SortPacketsBy().Param: joinperm.SortPacketsBy().Example, joinperm.Ascending: "true"},
			call:  func(q listQuery, offset, _ int) api.Call { return api.PacketsCall(q.id, q.filter, offset) },
		},
		sortBy: joinperm.SortPacketsBy(), of: &node, timed: true, since: usualPeriod,
	}.command(a)
}
