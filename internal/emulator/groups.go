package emulator

import "linkwanctl/internal/joinperm"

// nodeGroup is a group that a permission can be bound to. There is no action that makes one: the
// groups are the same in every state file.
type nodeGroup struct {
	id, name, account string
	locked            bool // by another product
	dispatch          *dispatch
}

// dispatch is where a group's data go, as ListRentedJoinPermissions shows it.
type dispatch struct {
	Destination string
	IotProduct  product
}

type product struct {
	DebugSwitch bool
	ProductKey  string
	ProductName string
	ProductType string
}

func nodeGroups() []nodeGroup {
	return []nodeGroup{
		{"601", "field_group", ownerAccount, false, &dispatch{"IOT", product{false, "sandbox-product", "field_meters", "IOT_SUITE"}}},
		{"602", "spare_group", ownerAccount, false, nil},
		{"603", "locked_group", ownerAccount, true, nil},
		{"611", "other_group", otherAccount, false, nil},
	}
}

func groupNamed(id string) (nodeGroup, bool) {
	for _, g := range nodeGroups() {
		if g.id == id {
			return g, true
		}
	}
	return nodeGroup{}, false
}

func bindParameters() []parameter { return []parameter{idParameter(), {paramGroup, true, nil}} }

// bind is BindJoinPermissionToNodeGroup. A group has one permission at most, and a permission one
// group.
func bind(s *Server, c *call) (any, error) {
	return nil, s.state.update(func(t table) error {
		r, err := t.rented(c)
		if err != nil {
			return err
		}
		if r.NodeGroupID != "" {
			return refuse(codeBound)
		}
		g, known := groupNamed(c.params[paramGroup])
		switch {
		case !known || g.account != c.account:
			return refuse(codeNoGroup)
		case g.locked:
			return refuse(codeLocked)
		}
		if err := t.each(func(other record) error {
			if other.NodeGroupID == g.id {
				return refuse(codeGroupBound)
			}
			return nil
		}); err != nil {
			return err
		}
		r.NodeGroupID = g.id
		if g.dispatch != nil {
			r.DataDispatchDestination, r.BoundProductName = joinperm.Text(g.dispatch.Destination), joinperm.Text(g.dispatch.IotProduct.ProductName)
		}
		return t.put(r)
	})
}

// unbind is UnbindJoinPermissionFromNodeGroup.
func unbind(s *Server, c *call) (any, error) {
	return nil, s.change(c, table.rented, func(r *record) error {
		g, known := groupNamed(c.params[paramGroup])
		switch {
		case known && g.account == c.account && g.locked:
			return refuse(codeLocked)
		case r.NodeGroupID != c.params[paramGroup]:
			return refuse(codeNonExistent)
		}
		r.NodeGroupID, r.DataDispatchDestination, r.BoundProductName = "", "", ""
		return nil
	})
}
