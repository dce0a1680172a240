package emulator

import (
	"slices"

	"linkwanctl/internal/joinperm"
)

// shownGroup is a node group as ListNodeGroups shows it. What it has of a permission is left out
// while it is bound to none.
type shownGroup struct {
	NodeGroupID                 string `json:"NodeGroupId"`
	NodeGroupName               string
	NodesCnt                    joinperm.Number
	CreateMillis                int64
	JoinPermissionID            joinperm.Text   `json:"JoinPermissionId,omitempty"`
	JoinPermissionName          joinperm.Text   `json:",omitempty"`
	JoinPermissionType          string          `json:",omitempty"`
	JoinPermissionOwnerAliyunID string          `json:"JoinPermissionOwnerAliyunId,omitempty"`
	JoinPermissionEnabled       joinperm.Bool   `json:",omitempty"`
	ClassMode                   joinperm.Text   `json:",omitempty"`
	FreqBandPlanGroupID         joinperm.Number `json:"FreqBandPlanGroupId,omitempty"`
	JoinEUI                     joinperm.EUI    `json:"JoinEui,omitempty"`
	DataDispatchEnabled         bool
	DataDispatchConfig          *dispatch `json:",omitempty"`
	Locks                       []groupLock
	RxDailySum                  any // a number, but a string in GetNodeGroup
	RxMonthSum                  joinperm.Number
	TxDailySum                  joinperm.Number
	TxMonthSum                  joinperm.Number
}

// groupLock is what another product has locked a group with.
type groupLock struct {
	LockID       string `json:"LockId"`
	LockType     string
	Enabled      bool
	CreateMillis int64
}

// wholeGroup is a node group as GetNodeGroup shows it.
type wholeGroup struct {
	shownGroup
	MulticastEnabled      bool
	MulticastGroupID      string `json:"MulticastGroupId"`
	MulticastNodeCapacity int
	MulticastNodeCount    int
}

func groupFilters() []parameter {
	return within(parameter{"FuzzyName", false, nil}, parameter{"FuzzyJoinEui", false, nil}, parameter{"FuzzyDevEui", false, nil})
}

// show gives the group with the permission that it is bound to.
func (s *Server) showGroup(t table, g nodeGroup) (shownGroup, []node, error) {
	shown := shownGroup{
		NodeGroupID: g.id, NodeGroupName: g.name, NodesCnt: "0", CreateMillis: sampleMillis, Locks: []groupLock{},
		DataDispatchEnabled: g.dispatch != nil, DataDispatchConfig: g.dispatch,
		RxDailySum: joinperm.Number("0"), RxMonthSum: "0", TxDailySum: "0", TxMonthSum: "0",
	}
	if g.locked {
		shown.Locks = append(shown.Locks, groupLock{"801", "PRODUCT", true, sampleMillis})
	}
	var nodes []node
	err := t.each(func(r record) error {
		if r.NodeGroupID != g.id {
			return nil
		}
		nodes, r = s.nodesOf(r), s.alive(r)
		shown.NodesCnt, shown.JoinPermissionID, shown.JoinPermissionName, shown.JoinPermissionType = r.NodesCnt, r.JoinPermissionID, r.JoinPermissionName, r.kind()
		shown.JoinPermissionOwnerAliyunID, shown.JoinPermissionEnabled, shown.ClassMode = r.Owner, r.Enabled, r.ClassMode
		shown.FreqBandPlanGroupID, shown.JoinEUI = r.FreqBandPlanGroupID, r.JoinEUI
		shown.RxDailySum, shown.RxMonthSum, shown.TxDailySum, shown.TxMonthSum = r.RxDailySum, r.RxMonthSum, r.TxDailySum, r.TxMonthSum
		return nil
	})
	return shown, nodes, err
}

// findGroups gives the account's groups, filtered. All are in the public instance.
func (s *Server) findGroups(c *call) ([]shownGroup, error) {
	var found []shownGroup
	err := s.state.view(func(t table) error {
		for _, g := range nodeGroups() {
			if g.account != c.account || c.instance() != "" {
				continue
			}
			shown, nodes, err := s.showGroup(t, g)
			if err != nil {
				return err
			}
			hasNode := c.params["FuzzyDevEui"] == "" || slices.ContainsFunc(nodes, func(n node) bool { return contains(n.DevEUI, c.params["FuzzyDevEui"]) })
			if contains(g.name, c.params["FuzzyName"]) && contains(string(shown.JoinEUI), c.params["FuzzyJoinEui"]) && hasNode {
				found = append(found, shown)
			}
		}
		return nil
	})
	return found, err
}

// listGroups is ListNodeGroups.
func listGroups(s *Server, c *call) (any, error) {
	found, err := s.findGroups(c)
	return pageOf(found, c.params), err
}

// countGroups is CountNodeGroups.
func countGroups(s *Server, c *call) (any, error) {
	found, err := s.findGroups(c)
	return len(found), err
}

// group is the one that a call names, if its account has it.
func (c *call) group() (nodeGroup, error) {
	g, known := groupNamed(c.params[paramGroup])
	switch {
	case !known || c.instance() != "":
		return nodeGroup{}, refuse(codeNonExistent)
	case g.account != c.account:
		return nodeGroup{}, c.foreign()
	}
	return g, nil
}

// getGroup is GetNodeGroup.
func getGroup(s *Server, c *call) (any, error) {
	g, err := c.group()
	if err != nil {
		return nil, err
	}
	var whole wholeGroup
	err = s.state.view(func(t table) error {
		whole.shownGroup, _, err = s.showGroup(t, g)
		if n, is := whole.RxDailySum.(joinperm.Number); is {
			whole.RxDailySum = string(n)
		}
		return err
	})
	return whole, err
}

// groupTraffic is ListNodeGroupTransferFlowStats. A group without nodes has no traffic.
func groupTraffic(s *Server, c *call) (any, error) {
	g, err := c.group()
	if err != nil {
		return nil, err
	}
	var nodes []node
	if err := s.state.view(func(t table) error {
		_, nodes, err = s.showGroup(t, g)
		return err
	}); err != nil {
		return nil, err
	}
	if len(nodes) == 0 {
		return c.flowOf(g.id, 0)
	}
	return c.flowOf(g.id, c.now.UnixMilli()/hourMillis+1)
}
