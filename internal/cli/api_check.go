package cli

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"linkwanctl/internal/catalogue"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// add checks a parameter's values and adds what is sent.
func (c *parameterCheck) add(params map[string]string, p givenParameter) {
	known, isKnown := c.action.Parameter(p.name)
	if isKnown && !known.Repeated && p.isList && !c.force {
		c.refuse(p, "", i18n.T("takes one value, not a list"))
		return
	}
	for i, value := range p.values {
		if !c.force {
			value = c.checked(known, p, value)
		} else if !utf8.ValidString(value) {
			c.refuse(p, "", i18n.Word(text.NotUTF8))
		}
		name := p.name
		if p.isList {
			name += "." + strconv.Itoa(i+1)
		}
		params[name] = value
	}
}

// checked gives a value as it is sent, and refuses what is not of the parameter's type.
func (c *parameterCheck) checked(known catalogue.Parameter, p givenParameter, value string) string {
	switch kind := known.Type; {
	case value == "" && known.Required:
		c.refuse(p, "", i18n.T("is empty, but required"))
	case value == "":
		c.refuse(p, "", i18n.T("is empty: leave it out"))
	case !utf8.ValidString(value):
		c.refuse(p, "", i18n.Word(text.NotUTF8))
	case kind == "integer" && !isWhole(value):
		c.refuse(p, value, i18n.T("must be a whole number"))
	case kind == "number" && !isNumeric(value):
		c.refuse(p, value, i18n.T("must be a number"))
	case kind == "boolean":
		if value = strings.ToLower(value); value != "true" && value != "false" {
			c.refuse(p, value, i18n.T("must be true or false"))
		}
	}
	return value
}

func isWhole(value string) bool {
	_, err := strconv.ParseInt(value, 10, 64)
	return err == nil && value[0] != '+'
}

func isNumeric(value string) bool {
	return strings.ContainsRune("-0123456789", rune(value[0])) && json.Valid([]byte(value))
}

// required refuses a call that lacks what the reference says is required. What was only mistyped, or is
// refused already, is not missing.
func (c *parameterCheck) required(given []givenParameter, allPages bool) {
	p, _ := pagingOf(c.action)
	for _, needed := range c.action.Parameters {
		isGiven := slices.ContainsFunc(given, func(g givenParameter) bool { return g.name == needed.Name && len(g.values) > 0 }) ||
			slices.ContainsFunc(c.problems, func(p text.Problem) bool {
				return needed.Name == p.Suggestion || needed.Name == p.Where || strings.EqualFold(needed.Name, p.Given)
			})
		if !needed.Required || isGiven || allPages && (needed.Name == p.at || needed.Name == p.size) {
			continue
		}
		rule, _ := parameterRule(c.action, needed.Name)
		if rule.Empty() {
			rule = i18n.Raw(needed.Type)
		}
		c.problems = append(c.problems, missing(needed.Name, rule))
	}
}

// listIn gives the values of an argument for a list: one, or those of a JSON array.
func (c *parameterCheck) listIn(p givenParameter) (values []string) {
	if !strings.HasPrefix(strings.TrimSpace(p.values[0]), "[") {
		return p.values
	}
	decoder := json.NewDecoder(bytes.NewReader([]byte(p.values[0])))
	decoder.UseNumber()
	var items []any
	if decoder.Decode(&items) != nil || decoder.More() {
		c.refuse(p, p.values[0], i18n.T("is not a JSON array"))
		return nil
	}
	for _, item := range items {
		value, isScalar := scalarText(item)
		if !isScalar {
			c.refuse(p, p.values[0], i18n.T("must be an array of texts, numbers or booleans"))
			return nil
		}
		values = append(values, value)
	}
	return values
}

// scalarText is a decoded JSON scalar as a parameter's value.
func scalarText(value any) (string, bool) {
	switch v := value.(type) {
	case string:
		return v, true
	case bool:
		return strconv.FormatBool(v), true
	case json.Number:
		return v.String(), true
	}
	return "", false
}
