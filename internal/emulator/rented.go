package emulator

import "linkwanctl/internal/joinperm"

// rentedPermission is a permission as GetRentedJoinPermission shows it.
type rentedPermission struct {
	JoinPermissionID    joinperm.Text `json:"JoinPermissionId"`
	JoinPermissionName  joinperm.Text
	Type                string
	ClassMode           joinperm.Text
	FreqBandPlanGroupID joinperm.Number `json:"FreqBandPlanGroupId"`
	RxDelay             joinperm.Number
	DataRate            joinperm.Number
	JoinEUI             joinperm.EUI `json:"JoinEui"`
	Enabled             joinperm.Bool
	CreateMillis        joinperm.Number
	NodesCnt            joinperm.Number
	BoundNodeGroupID    string `json:"BoundNodeGroupId"`
	BoundNodeGroupName  string
	RxDailySum          joinperm.Number
	RxMonthSum          joinperm.Number
	TxDailySum          joinperm.Number
	TxMonthSum          joinperm.Number
}

// rentedListed is a permission as ListRentedJoinPermissions shows it: what is a number elsewhere is
// a string here.
type rentedListed struct {
	JoinPermissionID    joinperm.Text `json:"JoinPermissionId"`
	JoinPermissionName  joinperm.Text
	Type                string
	OwnerAliyunID       string `json:"OwnerAliyunId"`
	ClassMode           joinperm.Text
	FreqBandPlanGroupID joinperm.Text `json:"FreqBandPlanGroupId"`
	RxDelay             joinperm.Text
	DataRate            joinperm.Text
	JoinEUI             joinperm.EUI `json:"JoinEui"`
	Enabled             joinperm.Bool
	BoundNodeGroup      bool
	BoundNodeGroupID    string `json:"BoundNodeGroupId"`
	BoundNodeGroupName  string
	DataDispatchConfig  *dispatch `json:",omitempty"`
}

func showRented(r record) any {
	group, _ := groupNamed(r.NodeGroupID)
	return rentedListed{
		r.JoinPermissionID, r.JoinPermissionName, r.kind(), r.Owner, r.ClassMode,
		joinperm.Text(r.FreqBandPlanGroupID), joinperm.Text(r.RxDelay), joinperm.Text(r.DataRate), r.JoinEUI, r.Enabled,
		r.NodeGroupID != "", r.NodeGroupID, group.name, group.dispatch,
	}
}

// getRented is GetRentedJoinPermission.
func getRented(s *Server, c *call) (any, error) {
	var r record
	err := s.state.view(func(t table) error {
		var err error
		r, err = t.rented(c)
		return err
	})
	r = s.alive(r)
	group, _ := groupNamed(r.NodeGroupID)
	return rentedPermission{
		r.JoinPermissionID, r.JoinPermissionName, r.kind(), r.ClassMode, r.FreqBandPlanGroupID, r.RxDelay, r.DataRate,
		r.JoinEUI, r.Enabled, r.CreateMillis, r.NodesCnt, r.NodeGroupID, group.name,
		r.RxDailySum, r.RxMonthSum, r.TxDailySum, r.TxMonthSum,
	}, err
}

// giveBack is ReturnJoinPermission: a local permission is only its owner's again, a roaming one is
// gone.
func giveBack(s *Server, c *call) (any, error) {
	return nil, s.state.update(func(t table) error {
		r, err := t.rented(c)
		switch {
		case err != nil:
			return err
		case r.kind() != c.params[paramType]:
			return refuse(codeNonExistent)
		case r.NodeGroupID != "":
			return refuse(codeBound)
		case r.kind() == kindRoaming:
			return t.remove(r)
		}
		r.AuthState, r.RenterAliyunID = joinperm.AuthNew, ""
		return t.put(r)
	})
}
