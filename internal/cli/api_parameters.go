package cli

import (
	"slices"
	"strings"

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
			p.values, p.isList = c.listIn(p), true
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
