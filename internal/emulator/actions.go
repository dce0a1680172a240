package emulator

import (
	"strconv"
	"strings"

	"linkwanctl/internal/joinperm"
)

// action is one API action: what its request has to hold, and what it does.
type action struct {
	parameters []parameter
	handle     func(s *Server, c *call) (data any, err error)
}

// parameter is one of an action's parameters. A request may hold others too: the
// gateway passes over what it does not know.
type parameter struct {
	name     string
	required bool
	rule     func(value string) bool // nil takes any text
}

// actions are what the emulator has. A further one is a line here and a file of
// its own.
func actions() map[string]action {
	return map[string]action{
		"UpdateOwnedLocalJoinPermission": {updateParameters(), update},
		"GetOwnedJoinPermission":         {[]parameter{{joinperm.ID().Param, true, nil}, {joinperm.InstanceID().Param, false, nil}}, get},
		"ListOwnedJoinPermissions":       {listParameters(), list},
		"ListFreqBandPlanGroups":         {nil, listPlans},
	}
}

// check looks for what is missing and what breaks a rule. A parameter that is
// there but empty counts as one that is not: the gateway makes no difference.
func (a action) check(params map[string]string) error {
	for _, p := range a.parameters {
		value := params[p.name]
		if value == "" && p.required {
			return missing(p.name)
		}
		if value != "" && p.rule != nil && !p.rule(value) {
			return invalid(p.name)
		}
	}
	return nil
}

// isBool takes a boolean in any case: foreign SDKs send True.
func isBool(value string) bool {
	value = strings.ToLower(value)
	return value == "true" || value == "false"
}

// between gives the rule of a whole number from low to high.
func between(low, high int) func(string) bool {
	return func(value string) bool {
		n, err := strconv.Atoi(value)
		return err == nil && n >= low && n <= high
	}
}
