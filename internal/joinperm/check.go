package joinperm

import (
	"errors"
	"slices"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
	"linkwanctl/internal/validate"
)

// Refusal is a value that the rule of its field refused, or one that is missing.
type Refusal struct {
	Field   Field
	Problem *text.Problem
}

// checker checks values, keyed by the API's parameter names, with the fields' rules, and collects
// the refusals.
type checker struct {
	given    map[string]string
	needed   []string // the required parameters
	isNew    bool     // a creation: there is no present value that a message could mention
	refusals []Refusal
}

// value returns a field's normalised value, if it was given and is valid.
func (c *checker) value(f Field) (string, bool) {
	value, isGiven := c.given[f.Param]
	if !isGiven {
		if slices.Contains(c.needed, f.Param) {
			c.refusals = append(c.refusals, Refusal{f, &text.Problem{Rule: i18n.T("is missing")}})
		}
		return "", false
	}
	if value == "" && c.isNew {
		c.refusals = append(c.refusals, Refusal{f, &text.Problem{Rule: i18n.T("is empty")}})
		return "", false
	}
	normal, err := f.Rule(value)
	var p *text.Problem
	if errors.As(err, &p) {
		c.refusals = append(c.refusals, Refusal{f, p})
		return "", false
	}
	return normal, true
}

// assignments give the values of the fields that passed.
func (c *checker) assignments(fields []Field) []Assignment {
	var set []Assignment
	for _, f := range fields {
		if value, ok := c.value(f); ok {
			set = append(set, Assignment{&f, value})
		}
	}
	return set
}

// CheckFilter checks a list's filter with its fields' rules. It returns the normalised parameters,
// or every refusal.
func CheckFilter(fields []Field, given map[string]string) (map[string]string, []Refusal) {
	check := checker{given: given}
	filter := map[string]string{}
	for _, f := range fields {
		if value, ok := check.value(f); ok {
			filter[f.Param] = value
		}
	}
	return filter, check.refusals
}

// CheckIdentifier checks the ID of a permission, an order or an account.
func CheckIdentifier(id string) *text.Problem {
	var p *text.Problem
	if _, err := validate.Identifier(id); errors.As(err, &p) {
		return p
	}
	return nil
}
