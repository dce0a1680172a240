package cli

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"linkwanctl/internal/api"
	"linkwanctl/internal/catalogue"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/text"
)

// actionCall is a call of any action as the command line gives it.
type actionCall struct {
	action      catalogue.Action // only its name, where the catalogue does not know it
	version     string
	params      map[string]string
	retryUnsafe bool
}

func (c actionCall) reads() bool { return api.Reads(c.action.Name) }

func (c actionCall) call() api.Call {
	return api.AnyCall(c.action.Name, c.version, c.params, c.reads() || c.retryUnsafe)
}

// givenParameter is a parameter as it was given.
type givenParameter struct {
	where  string // of the value in a file, "" for an argument
	name   string
	values []string
	isList bool // given as a list
}

// newActionCall makes the call of the arguments and of --input, with all that is wrong with them.
func (s *session) newActionCall(action catalogue.Action, known bool, args []string, given callFlags) (actionCall, []text.Problem) {
	c := actionCall{action: action, version: given.version, params: map[string]string{}, retryUnsafe: given.retryUnsafe}
	fromFile, problems := s.inputGiven(given.input)
	isRead := len(problems) == 0 // else what it lacks is not known
	fromArgs, wrong := argumentsGiven(args)
	problems = append(problems, wrong...)
	check := parameterCheck{action: action, force: given.force, problems: problems}
	all := check.merged(check.named(fromFile), check.named(fromArgs))
	if given.allPages {
		all = check.withoutPaging(all)
	}
	for _, p := range all {
		check.add(c.params, p)
	}
	if p, takes := action.Parameter(joinperm.InstanceID().Param); takes && s.settings.IotInstanceID != "" && c.params[p.Name] == "" {
		c.params[p.Name] = s.settings.IotInstanceID
	}
	if known && !given.force && isRead {
		check.required(all, given.allPages)
	}
	return c, check.problems
}

// argumentsGiven reads Name=value.
func argumentsGiven(args []string) (given []givenParameter, problems []text.Problem) {
	for _, arg := range args {
		name, value, found := strings.Cut(arg, "=")
		if !found || name == "" {
			problems = append(problems, text.Problem{Given: arg, Rule: i18n.T("must be Name=value")})
			continue
		}
		given = append(given, givenParameter{name: name, values: []string{value}})
	}
	return given, problems
}

// parameterCheck checks parameters against the catalogue and collects what is wrong.
type parameterCheck struct {
	action   catalogue.Action
	force    bool
	problems []text.Problem
}

func (c *parameterCheck) refuse(p givenParameter, value string, rule i18n.Text) {
	problem := text.Problem{Where: p.where, Given: p.name, Rule: rule}
	if p.where == "" {
		problem.Where, problem.Given = p.name, value
	} else if value != "" {
		problem.Given += " " + value
	}
	c.problems = append(c.problems, problem)
}

// named gives the parameters of one source by the API's names, each once: one that is given several
// times has all values. Unknown names are refused.
func (c *parameterCheck) named(given []givenParameter) []givenParameter {
	var all []givenParameter
	for _, p := range given {
		known, isKnown := c.action.Parameter(p.name)
		switch {
		case isReserved(p.name):
			c.refuse(p, "", i18n.T("is set by linkwanctl itself"))
			continue
		case isKnown:
			p.name = known.Name
		case !c.force:
			c.unknown(p)
			continue
		case !parameterName().MatchString(p.name):
			c.refuse(p, "", i18n.T("is not the name of a parameter"))
			continue
		}
		if known.Repeated && !p.isList {
			p.values, p.isList = c.listIn(p)
		}
		before := slices.IndexFunc(all, func(other givenParameter) bool { return other.name == p.name })
		switch {
		case before < 0:
			all = append(all, p)
		case isKnown && !known.Repeated && !c.force:
			c.refuse(p, "", i18n.T("is given twice"))
		default:
			all[before].values, all[before].isList = append(all[before].values, p.values...), true
		}
	}
	return all
}

// isReserved reports whether a parameter is one of those that every request has.
func isReserved(name string) bool {
	return slices.ContainsFunc([]string{
		"Action", "Version", "Format", "AccessKeyId", "SecurityToken", "Signature", "SignatureMethod", "SignatureVersion", "SignatureNonce", "Timestamp",
	}, func(reserved string) bool { return strings.EqualFold(reserved, name) })
}

func (c *parameterCheck) unknown(p givenParameter) {
	c.refuse(p, "", i18n.T("is not a parameter of %s", c.action.Name))
	var names []string
	for _, known := range c.action.Parameters {
		names = append(names, known.Name)
	}
	c.problems[len(c.problems)-1].Suggestion = text.Nearest(p.name, names)
}

// listIn reads a JSON array that an argument gives.
func (c *parameterCheck) listIn(p givenParameter) (values []string, isList bool) {
	if !strings.HasPrefix(strings.TrimSpace(p.values[0]), "[") {
		return p.values, true
	}
	decoder := json.NewDecoder(bytes.NewReader([]byte(p.values[0])))
	decoder.UseNumber()
	var items []any
	if decoder.Decode(&items) != nil || decoder.More() {
		c.refuse(p, p.values[0], i18n.T("is not a JSON array"))
		return nil, true
	}
	for _, item := range items {
		value, isScalar := scalarText(item)
		if !isScalar {
			c.refuse(p, p.values[0], i18n.T("must be an array of texts, numbers or booleans"))
			return nil, true
		}
		values = append(values, value)
	}
	return values, true
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

// merged puts the arguments in the places of what the file gives.
func (c *parameterCheck) merged(file, args []givenParameter) []givenParameter {
	kept := slices.DeleteFunc(file, func(p givenParameter) bool {
		return slices.ContainsFunc(args, func(arg givenParameter) bool { return arg.name == p.name })
	})
	return append(kept, args...)
}

// withoutPaging refuses the parameters that --all-pages sets.
func (c *parameterCheck) withoutPaging(all []givenParameter) []givenParameter {
	p, _ := pagingOf(c.action)
	return slices.DeleteFunc(all, func(given givenParameter) bool {
		isPaging := given.name == p.at || given.name == p.size
		if isPaging {
			c.refuse(given, given.values[0], i18n.T("conflicts with %s", "--all-pages"))
		}
		return isPaging
	})
}

// add checks a parameter's values and adds what is sent.
func (c *parameterCheck) add(params map[string]string, p givenParameter) {
	known, isKnown := c.action.Parameter(p.name)
	if isKnown && !known.Repeated && p.isList && !c.force {
		c.refuse(p, "", i18n.T("takes one value, not a list"))
		return
	}
	for i, value := range p.values {
		if !c.force {
			value = c.checked(known.Type, p, value)
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

// checked gives a value of a type as it is sent, and refuses what is not of the type.
func (c *parameterCheck) checked(kind string, p givenParameter, value string) string {
	switch {
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

// required refuses a call that lacks what the reference says is required. What was only mistyped is not
// missing.
func (c *parameterCheck) required(given []givenParameter, allPages bool) {
	p, _ := pagingOf(c.action)
	for _, needed := range c.action.Parameters {
		isGiven := slices.ContainsFunc(given, func(g givenParameter) bool { return g.name == needed.Name && len(g.values) > 0 }) ||
			slices.ContainsFunc(c.problems, func(p text.Problem) bool { return p.Suggestion == needed.Name })
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
