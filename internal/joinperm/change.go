package joinperm

import (
	"strconv"

	"linkwanctl/internal/i18n"
)

// Change is an update of one permission that passed validation: only what is set is sent, the rest
// stays as it is.
type Change struct {
	ID         string
	InstanceID string // "" for a public instance without an ID
	Set        []Assignment
}

// Assignment is one field's new value, normalised.
type Assignment struct {
	Field *Field
	Value string
}

// NewChange validates values, keyed by the API's parameter names, and makes a change of them. It
// returns every refusal at once; if there are any, the change must not be used.
func NewChange(given map[string]string) (Change, []Refusal) {
	return newChange(given, Fields())
}

// NewRoamingChange is NewChange for a roaming permission, with RoamingFields.
func NewRoamingChange(given map[string]string) (Change, []Refusal) {
	return newChange(given, RoamingFields())
}

func newChange(given map[string]string, fields []Field) (Change, []Refusal) {
	check := checker{given: given, needed: []string{ID().Param}}
	var c Change
	c.ID, _ = check.value(ID())
	c.InstanceID, _ = check.value(InstanceID())
	c.Set = check.assignments(fields)
	return c, check.refusals
}

// Params are the API parameters that the change sends.
func (c Change) Params() map[string]string {
	params := map[string]string{ID().Param: c.ID}
	if c.InstanceID != "" {
		params[InstanceID().Param] = c.InstanceID
	}
	for _, a := range c.Set {
		params[a.Field.Param] = a.Value
	}
	return params
}

// Warnings say what is valid, and sent, but probably a mistake: nothing to change, a receive delay
// for a class that does not use it or of more than 15 s, and the data rates that the service's FAQ
// advises against on CN470.
func (c Change) Warnings() []i18n.Text {
	if len(c.Set) == 0 {
		return []i18n.Text{i18n.T("no field is given: the update changes nothing")}
	}
	params := c.Params()
	var warnings []i18n.Text
	if class := params["ClassMode"]; params["RxDelay"] != "" && (class == "B" || class == "C") {
		warnings = append(warnings, i18n.T("--rx-delay is the receive delay of class A; it has no effect with --class-mode %s", class))
	}
	if delay, _ := strconv.Atoi(params["RxDelay"]); delay > 15 {
		warnings = append(warnings, i18n.T("--rx-delay %d is more than 15 seconds; it is sent because one page of the API reference gives milliseconds for this action: check the permission afterwards", delay))
	}
	plan, rate := params["FreqBandPlanGroupId"], params["DataRate"]
	if (plan == "101" || plan == "102") && (rate == "0" || rate == "1") {
		warnings = append(warnings, i18n.T("--data-rate %s (%s) is not recommended on CN470 (plan %s); Link WAN recommends 4 (SF8)", rate, spreadingFactor(rate), plan))
	}
	return warnings
}

// AppliedTo reports whether a permission has every value that the change sets.
func (c Change) AppliedTo(p *Listed) bool { return heldBy(c.Set, p) }

func heldBy(set []Assignment, p *Listed) bool {
	for _, a := range set {
		if *a.Field.Of(p) != a.Value {
			return false
		}
	}
	return true
}
