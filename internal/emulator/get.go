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
	return r.Owned, err
}

// owned is the permission that a call names, if its account owns it. An ID is
// looked for in the instance that the call names, and only there.
func (t table) owned(c *call) (record, error) {
	r, found, err := t.get(c.params[joinperm.ID().Param])
	switch {
	case err != nil:
		return record{}, err
	case !found || r.InstanceID != c.params[joinperm.InstanceID().Param]:
		return record{}, refuse(codeNonExistent)
	case r.Owner != c.account:
		return record{}, refuse(codeNotOwner)
	}
	return r, nil
}
