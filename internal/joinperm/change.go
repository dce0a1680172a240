package joinperm

import (
	"errors"
	"fmt"

	"linkwanctl/internal/validate"
)

// Change is an update of one permission that passed validation: only what is
// set is sent, the rest stays as it is.
type Change struct {
	ID         string
	InstanceID string // "" in a public instance
	Set        []Assignment
}

// Assignment is one field's new value, normalised.
type Assignment struct {
	Field Field
	Value string
}

// Refusal is a value that the rule of its field refused.
type Refusal struct {
	Field   Field
	Problem *validate.Problem
}

// NewChange validates what was given, by the API's parameter names, and makes a
// change of it. It gives every refusal at once; with any, the change is not to
// be used.
func NewChange(given map[string]string) (Change, []Refusal) {
	var c Change
	var refusals []Refusal
	check := func(f Field) (string, bool) {
		value, isGiven := given[f.Param]
		if !isGiven && f.Param != ID().Param {
			return "", false
		}
		normal, err := f.Rule(value)
		var p *validate.Problem
		if errors.As(err, &p) {
			refusals = append(refusals, Refusal{f, p})
			return "", false
		}
		return normal, true
	}
	c.ID, _ = check(ID())
	c.InstanceID, _ = check(InstanceID())
	for _, f := range Fields() {
		if value, ok := check(f); ok {
			c.Set = append(c.Set, Assignment{f, value})
		}
	}
	return c, refusals
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

// Warnings tell what is legal, and sent, but likely not meant: nothing to
// change, a receive delay for a class that does not use it, and the data rates
// that the service's FAQ advises against on CN470.
func (c Change) Warnings() []string {
	if len(c.Set) == 0 {
		return []string{"no field is given: the update changes nothing"}
	}
	params := c.Params()
	var warnings []string
	if class := params["ClassMode"]; params["RxDelay"] != "" && (class == "B" || class == "C") {
		warnings = append(warnings, fmt.Sprintf("--rx-delay is the receive delay of class A; with --class-mode %s it has no use", class))
	}
	plan, rate := params["FreqBandPlanGroupId"], params["DataRate"]
	if (plan == "101" || plan == "102") && (rate == "0" || rate == "1") {
		warnings = append(warnings, fmt.Sprintf("--data-rate %s is %s, which Link WAN advises against on CN470 (plan %s); 4 (SF8) is what it recommends", rate, spreadingFactor(rate), plan))
	}
	return warnings
}
