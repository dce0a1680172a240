package emulator

import (
	"strings"

	"linkwanctl/internal/joinperm"
)

// updateParameters names what UpdateOwnedLocalJoinPermission takes. The fields have no rule here:
// the codes of theirs differ, see assignments.
func updateParameters() []parameter {
	list := within(idParameter())
	for _, f := range joinperm.Fields() {
		list = append(list, parameter{name: f.Param})
	}
	return list
}

// update is UpdateOwnedLocalJoinPermission. What is not given stays as it is.
func update(s *Server, c *call) (any, error) {
	set, err := assignments(c)
	if err != nil {
		return nil, err
	}
	return nil, s.change(c, table.owned, func(r *record) error {
		if r.AuthState == joinperm.AuthAccepted && string(r.RenterAliyunID) != r.Owner {
			return refuse(codeAuthorized)
		}
		s.reassign(r, set)
		return nil
	})
}

// enable is UpdateOwnedLocalJoinPermissionEnablingState. A renter's permission can be switched off
// too: the page has no JoinPermissionAlreadyAuthorized.
func enable(s *Server, c *call) (any, error) {
	return nil, s.change(c, table.owned, func(r *record) error {
		r.Enabled = joinperm.Bool(strings.ToLower(c.params[paramEnabled]))
		return nil
	})
}

func (r *record) assign(set []joinperm.Assignment) {
	for _, a := range set {
		*a.Field.Of(&r.Listed) = a.Value
	}
}

// assignments checks the fields that a request gives and its action takes. The service sees values
// after the client's kindness, so only their normal form passes: "3", not "3s".
func assignments(c *call) ([]joinperm.Assignment, error) {
	var set []joinperm.Assignment
	for _, f := range joinperm.Fields() {
		value := c.params[f.Param]
		if value == "" || !c.do.takes(f.Param) {
			continue
		}
		normal, err := f.Rule(value)
		if err != nil || normal != value || !acceptable(f.Param, value) {
			return nil, refuseField(f.Param)
		}
		set = append(set, joinperm.Assignment{Field: &f, Value: value})
	}
	return set, nil
}

// acceptable checks what only the service knows: which plans there are, and which names it keeps
// for itself.
func acceptable(param, value string) bool {
	switch param {
	case paramName:
		return value != reservedName
	case paramPlan:
		return planExists(value)
	}
	return true
}

// refuseField gives a field's documented code, or the emulator's own where the reference page has
// none.
func refuseField(param string) error {
	switch param {
	case paramName:
		return refuse(codeName)
	case paramPlan:
		return refuse(codePlan)
	}
	return invalid(param)
}
