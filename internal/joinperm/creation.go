package joinperm

import (
	"strconv"

	"linkwanctl/internal/i18n"
)

// Creation is a new permission that passed validation.
type Creation struct {
	InstanceID string // "" for a public instance without an ID
	Set        []Assignment
}

// NewCreation validates values, keyed by the API's parameter names. Name, class and band are
// required. It returns every refusal at once; if there are any, the creation must not be used.
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

// AppliedTo reports whether a permission has every value that the creation sets.
func (c Creation) AppliedTo(p *Listed) bool { return heldBy(c.Set, p) }

// Warnings say what is valid, and sent, but probably a mistake.
func (c Creation) Warnings() []i18n.Text { return Change{Set: c.Set}.Warnings() }
