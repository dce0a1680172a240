package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

func newNodeGroup(a *app) *cobra.Command {
	cmd := group("nodegroup", "Work with node groups and the permissions bound to them",
		`Work with node groups. The nodes of a group join with the permission that the group is
bound to, one that the account rents.`)
	a.addSections(cmd,
		section{"Read", []child{{"list", newNodeGroupList}, {"get", newNodeGroupGet}, {"flow", newNodeGroupFlow}}},
		section{"Change", []child{{"bind", newNodeGroupBind}, {"unbind", newNodeGroupUnbind}}})
	return cmd
}

// nodeGroupList is the list of the account's node groups.
func nodeGroupList() list {
	return list{
		columns: nodeGroupColumns(), shownBy: "nodegroup list", filters: joinperm.NodeGroupFilters(), items: pagesOf((*session).nodeGroupRow),
		call: func(q listQuery, offset, limit int) api.Call {
			return api.NodeGroupsCall(q.filter, q.instance, offset, limit)
		},
		count: func(q listQuery) api.Call { return api.CountNodeGroupsCall(q.filter, q.instance) },
	}
}

func nodeGroupColumns() []output.Column {
	return []output.Column{
		columnOf(joinperm.NodeGroupID()), {Name: "NodeGroupName", Label: "name", Keep: true}, {Name: "NodesCnt", Label: "nodes", Keep: true},
		{Name: "JoinPermissionId", Label: "permission"}, {Name: "JoinPermissionName", Label: "permission name"}, {Name: "JoinPermissionType", Label: "type"},
		{Name: "JoinPermissionEnabled", Label: "enabled"}, {Name: "DataDispatchEnabled", Label: "data dispatch"},
		{Name: "JoinPermissionOwnerAliyunId", Label: "owner", Wide: true}, {Name: "ClassMode", Label: "class", Wide: true},
		{Name: "FreqBandPlanGroupId", Label: "band", Wide: true}, {Name: "JoinEui", Label: "join EUI", Wide: true}, {Name: "CreateMillis", Label: "created", Wide: true},
		{Name: "RxDailySum", Label: "rx today", Wide: true}, {Name: "RxMonthSum", Label: "rx month", Wide: true},
		{Name: "TxDailySum", Label: "tx today", Wide: true}, {Name: "TxMonthSum", Label: "tx month", Wide: true},
	}
}

func (s *session) nodeGroupRow(g *joinperm.NodeGroup) []string {
	return []string{
		string(g.NodeGroupID), dash(g.NodeGroupName), dash(g.NodesCnt), dash(g.JoinPermissionID), dash(g.JoinPermissionName), dash(g.JoinPermissionType),
		dash(g.JoinPermissionEnabled), dash(g.DataDispatchEnabled), dash(g.JoinPermissionOwner), dash(g.ClassMode),
		s.say(joinperm.BandField().ShownValue(string(g.FreqBandPlanGroupID))), dash(g.JoinEUI), s.time(g.CreateMillis),
		dash(g.RxDailySum), dash(g.RxMonthSum), dash(g.TxDailySum), dash(g.TxMonthSum),
	}
}
