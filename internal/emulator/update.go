package emulator

import "linkwanctl/internal/joinperm"

// updateParameters names what UpdateOwnedLocalJoinPermission takes. The fields
// have no rule here: the codes of theirs differ, see assignments.
func updateParameters() []parameter {
	list := []parameter{{joinperm.ID().Param, true, nil}, {joinperm.InstanceID().Param, false, nil}}
	for _, f := range joinperm.Fields() {
		list = append(list, parameter{name: f.Param})
	}
	return list
}

// update is UpdateOwnedLocalJoinPermission. What is not given stays as it is; the
// answer comes after the transaction's end.
func update(s *Server, c *call) (any, error) {
	set, err := assignments(c.params)
	if err != nil {
		return nil, err
	}
	return nil, s.state.update(func(t table) error {
		r, err := t.owned(c)
		if err != nil {
			return err
		}
		if r.AuthState == joinperm.AuthAccepted && r.RenterAliyunID != joinperm.Text(r.Owner) {
			return refuse(codeAuthorized)
		}
		for _, a := range set {
			*a.Field.Of(&r.Listed) = a.Value
		}
		if err := t.checkName(r); err != nil {
			return err
		}
		return t.put(r)
	})
}

// assignments checks the fields that a request gives. The service sees values
// after the client's kindness, so only their normal form passes: "3", not "3s".
func assignments(params map[string]string) ([]joinperm.Assignment, error) {
	var set []joinperm.Assignment
	for _, f := range joinperm.Fields() {
		value := params[f.Param]
		if value == "" {
			continue
		}
		normal, err := f.Rule(value)
		if err != nil || normal != value || !acceptable(f.Param, value) {
			return nil, refuseField(f.Param)
		}
		set = append(set, joinperm.Assignment{Field: f, Value: value})
	}
	return set, nil
}

// acceptable holds what only the service knows: which plans there are, and which
// names it keeps for itself.
func acceptable(param, value string) bool {
	switch param {
	case paramName:
		return value != reservedName
	case paramPlan:
		return planExists(value)
	}
	return true
}

// refuseField gives a field's documented code, or the emulator's own where the
// reference page has none.
func refuseField(param string) error {
	switch param {
	case paramName:
		return refuse(codeName)
	case paramPlan:
		return refuse(codePlan)
	}
	return invalid(param)
}

// checkName refuses a name that another permission of the account has, in
// whichever instance.
func (t table) checkName(r record) error {
	all, err := t.all()
	if err != nil {
		return err
	}
	for _, other := range all {
		if other.Owner == r.Owner && other.JoinPermissionID != r.JoinPermissionID && other.JoinPermissionName == r.JoinPermissionName {
			return refuse(codeNameTaken)
		}
	}
	return nil
}
