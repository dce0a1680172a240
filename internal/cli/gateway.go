package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

func newGateway(a *app) *cobra.Command {
	cmd := group("gateway", "Work with gateways", "Work with the gateways of the account. A gateway is named by its GwEUI.")
	a.addSections(cmd,
		section{"Read", []child{{"list", newGatewayList}, {"get", newGatewayGet}, {"stats", newGatewayStats}, {"flow", newGatewayFlow}}},
		section{"Change", []child{
			{"enable", func(a *app) *cobra.Command { return newGatewaySwitch(a, true) }},
			{"disable", func(a *app) *cobra.Command { return newGatewaySwitch(a, false) }},
		}})
	return cmd
}

// gatewayList is the list of the account's gateways.
func gatewayList() list {
	return list{
		columns: gatewayColumns(), shownBy: "gateway list", filters: joinperm.GatewayFilters(), items: pagesOf((*session).gatewayRow),
		call: func(q listQuery, offset, limit int) api.Call {
			return api.GatewaysCall(q.filter, q.instance, offset, limit)
		},
		count: func(q listQuery) api.Call { return api.CountGatewaysCall(q.filter, q.instance) },
	}
}

func gatewayColumns() []output.Column {
	return []output.Column{
		columnOf(joinperm.GwEUI()), {Name: "Name", Label: "name", Keep: true}, {Name: "OnlineState", Label: "online", Keep: true},
		{Name: "OnlineStateChangedMillis", Label: "since"}, {Name: "Enabled", Label: "enabled"}, {Name: "FreqBandPlanGroupId", Label: "band"},
		{Name: "City", Label: "city"}, {Name: "District", Label: "district", Wide: true}, {Name: "Address", Label: "address", Wide: true},
		{Name: "Longitude", Label: "longitude", Wide: true}, {Name: "Latitude", Label: "latitude", Wide: true},
		{Name: "CommunicationMode", Label: "duplex", Wide: true}, {Name: "ClassBSupported", Label: "class B", Wide: true},
		{Name: "Description", Label: "description", Wide: true},
	}
}

func (s *session) gatewayRow(g *joinperm.Gateway) []string {
	band := joinperm.BandField()
	return []string{
		string(g.GwEUI), dash(g.GatewayName), dash(g.OnlineState), s.time(g.OnlineStateChangedMillis), dash(g.Enabled), s.say(band.ShownValue(string(g.FreqBandPlanGroupID))),
		dash(g.City), dash(g.District), dash(g.Address), dash(g.Longitude), dash(g.Latitude), dash(g.CommunicationMode), dash(g.ClassBSupported), dash(g.Description),
	}
}
