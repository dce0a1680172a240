package joinperm

import "strconv"

// Creation is a new permission that passed validation.
type Creation struct {
	InstanceID string // "" for a public instance without an ID
	Set        []Assignment
}

// NewCreation validates what was given, by the API's parameter names. Name, class and band are
// needed. It gives every refusal at once; with any, the creation is not to be used.
func NewCreation(given map[string]string) (Creation, []Refusal) {
	check := checker{given: given, needed: []string{"JoinPermissionName", "ClassMode", "FreqBandPlanGroupId"}, isNew: true}
	var c Creation
	c.InstanceID, _ = check.value(InstanceID())
	c.Set = check.assignments(Fields())
	return c, check.refusals
}

// Name is the new permission's name.
func (c Creation) Name() string { return c.RoamingParams()["JoinPermissionName"] }

// RoamingParams are the parameters that ApplyRoamingJoinPermission sends.
func (c Creation) RoamingParams() map[string]string {
	params := map[string]string{}
	for _, a := range c.Set {
		params[a.Field.Param] = a.Value
	}
	return params
}

// Params are the parameters that CreateLocalJoinPermission sends: those given, and whether the
// service's default JoinEUI is wanted.
func (c Creation) Params() map[string]string {
	params := c.RoamingParams()
	params["UseDefaultJoinEui"] = strconv.FormatBool(params["JoinEui"] == "")
	if c.InstanceID != "" {
		params[InstanceID().Param] = c.InstanceID
	}
	return params
}

// HeldBy tells whether a permission has every value that the creation sets.
func (c Creation) HeldBy(p *Listed) bool { return heldBy(c.Set, p) }

// Warnings tell what is legal, and sent, but likely not meant.
func (c Creation) Warnings() []string { return Change{Set: c.Set}.Warnings() }
