package emulator

import "linkwanctl/internal/joinperm"

// get is GetOwnedJoinPermission.
func get(s *Server, c *call) (any, error) {
	var r record
	err := s.state.view(func(t table) error {
		var err error
		r, err = t.owned(c)
		return err
	})
	return s.alive(r).Owned, err
}

// named is the permission that a call names, whoever has it. An action that takes an instance looks
// only in that one; any other knows no instances, so that it finds an ID in whichever.
func (t table) named(c *call) (record, error) {
	r, found, err := t.get(c.params[joinperm.ID().Param])
	switch {
	case err != nil:
		return record{}, err
	case !found && c.do.foreign != "":
		return record{}, refuse(c.do.foreign)
	case !found, c.do.takes(paramInstance) && r.InstanceID != c.instance():
		return record{}, refuse(codeNonExistent)
	}
	return r, nil
}

// owned is the permission that a call names, if its account owns it.
func (t table) owned(c *call) (record, error) {
	r, err := t.named(c)
	if err == nil && r.Owner != c.account {
		err = c.foreign()
	}
	return r, err
}

// rented is the permission that a call names, if its account rents it.
func (t table) rented(c *call) (record, error) {
	r, err := t.named(c)
	if err == nil && !r.rentedBy(c.account) {
		err = c.foreign()
	}
	return r, err
}

// foreign refuses what another account has.
func (c *call) foreign() error {
	if c.do.foreign != "" {
		return refuse(c.do.foreign)
	}
	return refuse(codeNotOwner)
}

// instance is the one that the call is about, "" for the public one and for an action that knows
// none.
func (c *call) instance() string {
	if !c.do.takes(paramInstance) {
		return ""
	}
	return c.params[paramInstance]
}

// change is what an action does to one permission: find gives it, alter says what becomes of it.
// The answer comes after the transaction's end.
func (s *Server) change(c *call, find func(table, *call) (record, error), alter func(r *record) error) error {
	return s.state.update(func(t table) error {
		r, err := find(t, c)
		if err != nil {
			return err
		}
		if err := alter(&r); err != nil {
			return err
		}
		return t.put(r)
	})
}
