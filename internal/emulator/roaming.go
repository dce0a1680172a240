package emulator

import (
	"strconv"
	"strings"

	"linkwanctl/internal/joinperm"
)

func applyParameters() []parameter {
	return []parameter{
		{paramName, true, nil}, {"ClassMode", true, nil}, {paramPlan, true, nil}, {"RxDelay", false, nil}, {"DataRate", false, nil},
	}
}

// apply is ApplyRoamingJoinPermission: the service owns the permission, the account rents it from
// then on.
func apply(s *Server, c *call) (any, error) {
	r, err := c.newPermission()
	if err != nil {
		return nil, err
	}
	r.Owner, r.RenterAliyunID, r.AuthState = roamingOwner, joinperm.Text(c.account), joinperm.AuthAccepted
	return s.add(r, s.limits[kindRoaming], codeRoamingLimit)
}

func roamingParameters() []parameter {
	return []parameter{idParameter(), {paramName, false, nil}, {"RxDelay", false, nil}, {"DataRate", false, nil}}
}

// updateRoaming is UpdateRoamingJoinPermission. Its metadata have the code for a permission that is
// bound to a node group.
func updateRoaming(s *Server, c *call) (any, error) {
	c.params["RxDelay"] = delayInSeconds(c.params["RxDelay"])
	set, err := assignments(c)
	if err != nil {
		return nil, err
	}
	return nil, s.change(c, table.roaming, func(r *record) error {
		if r.NodeGroupID != "" {
			return refuse(codeBound)
		}
		s.reassign(r, set)
		return nil
	})
}

// delayInSeconds takes a delay in milliseconds, as the metadata of UpdateRoamingJoinPermission
// count it, from whole seconds on. Any other value stays, and is one in seconds or wrong.
func delayInSeconds(value string) string {
	if millis, err := strconv.Atoi(value); err == nil && millis >= 1000 && millis%1000 == 0 && strconv.Itoa(millis) == value {
		return strconv.Itoa(millis / 1000)
	}
	return value
}

// enableRoaming is UpdateRoamingJoinPermissionEnablingState.
func enableRoaming(s *Server, c *call) (any, error) {
	return nil, s.change(c, table.roaming, func(r *record) error {
		r.Enabled = joinperm.Bool(strings.ToLower(c.params[paramEnabled]))
		return nil
	})
}

// roaming is the roaming permission that a call names, if its account has it.
func (t table) roaming(c *call) (record, error) {
	r, err := t.rented(c)
	if err == nil && r.kind() != kindRoaming {
		err = refuse(codeNonExistent)
	}
	return r, err
}
