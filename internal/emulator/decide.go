package emulator

import "linkwanctl/internal/joinperm"

// accept is AcceptJoinPermissionAuthOrder: the renter's.
func accept(s *Server, c *call) (any, error) {
	return nil, s.decide(c, orderAccepted, func(o order) string { return o.RenterAliyunID })
}

// reject is RejectJoinPermissionAuthOrder: the renter's.
func reject(s *Server, c *call) (any, error) {
	return nil, s.decide(c, orderRejected, func(o order) string { return o.RenterAliyunID })
}

// cancel is CancelJoinPermissionAuthOrder: the owner's.
func cancel(s *Server, c *call) (any, error) {
	return nil, s.decide(c, orderCanceled, func(o order) string { return o.OwnerAliyunID })
}

// decide ends an order, which only the account that who gives may do, and only while it waits; its
// permission follows in the same transaction.
func (s *Server) decide(c *call, state string, who func(order) string) error {
	return s.state.update(func(t table) error {
		o, err := t.order(c.params[paramOrder])
		switch {
		case err != nil:
			return err
		case who(o) != c.account:
			return c.foreign()
		case o.OrderState != orderApplying:
			return refuse(codeOrderState)
		}
		r, found, err := t.get(string(o.JoinPermissionID))
		switch {
		case err != nil:
			return err
		case !found:
			return refuse(codeNonExistent)
		}
		r.AuthState = joinperm.AuthAccepted
		if state != orderAccepted {
			r.AuthState, r.RenterAliyunID = joinperm.AuthNew, ""
		}
		o.enter(state, c.now)
		if err := t.putOrder(o); err != nil {
			return err
		}
		return t.put(r)
	})
}
