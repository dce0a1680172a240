package api

import (
	"slices"
	"strconv"
	"strings"

	"linkwanctl/internal/i18n"
)

// Permission is what a RAM policy names to allow a call, or several of one action: its Action and
// its Resources, all of which are needed.
type Permission struct {
	Action    string // linkwan:GetOwnedJoinPermission; "" where nothing is known of the action
	Resources []string

	more int // how many further ones are not named
}

// mostResources is how many resources of several calls are named.
const mostResources = 10

// With is the permission that allows another call of the action too.
func (p Permission) With(other Permission) Permission {
	p.Resources, p.more = slices.Clone(p.Resources), p.more+other.more
	for _, resource := range other.Resources {
		switch {
		case slices.Contains(p.Resources, resource):
		case len(p.Resources) >= mostResources:
			p.more++
		default:
			p.Resources = append(p.Resources, resource)
		}
	}
	slices.Sort(p.Resources) // calls end in any order
	return p
}

// PermissionIDs are the join permissions among the resources, nil unless all of them are known.
func (p Permission) PermissionIDs() []string {
	var ids []string
	for _, resource := range p.Resources {
		_, id, is := strings.Cut(resource, "-join-permission/")
		switch {
		case is && (id == "*" || p.more > 0):
			return nil
		case is:
			ids = append(ids, id)
		}
	}
	return ids
}

// On names the resources in one line.
func (p Permission) On() i18n.Text {
	resources := make([]i18n.Text, len(p.Resources))
	for i, resource := range p.Resources {
		resources[i] = i18n.Raw(resource)
	}
	named := i18n.Join(i18n.N(" and "), resources...)
	if p.more > 0 {
		return i18n.T("%s and %d more like them", named, p.more)
	}
	return named
}

// Text is the permission in one line, empty where nothing is known.
func (p Permission) Text() i18n.Text {
	if p.Action == "" {
		return i18n.Text{}
	}
	return i18n.T("%s on %s", p.Action, p.On())
}

// String is Text in English.
func (p Permission) String() string { return p.Text().String() }

// PermissionFor gives what a RAM policy has to allow for a call, with the IDs that it names.
func PermissionFor(call Call) Permission {
	for line := range strings.Lines(ramTable) {
		fields := strings.Fields(line)
		if fields[0] != call.Action {
			continue
		}
		p := Permission{Action: "linkwan:" + call.Action}
		for _, resource := range fields[1:] {
			for _, one := range named(resource, call.Params) {
				p.Resources = append(p.Resources, "acs:linkwan:*:*:"+one)
			}
		}
		return p
	}
	return Permission{}
}

// named puts the call's IDs into a resource, or * where the call names none.
func named(resource string, params map[string]string) []string {
	before, param, _ := strings.Cut(resource, "{")
	if param == "" {
		return []string{resource}
	}
	param = strings.TrimSuffix(param, "}")
	if id := params[param]; id != "" {
		return []string{before + id}
	}
	var several []string
	for n := 1; params[param+"."+strconv.Itoa(n)] != ""; n++ {
		several = append(several, before+params[param+"."+strconv.Itoa(n)])
	}
	if several == nil {
		return []string{before + "*"}
	}
	return several
}

// isPolicyDenial reports whether the RAM policy does not allow the call.
func isPolicyDenial(code string) bool {
	switch code = currentCode(code); code {
	case "ForbiddenByRam", "NoPermission", "Forbidden":
		return true
	}
	return strings.HasPrefix(code, "Forbidden.")
}

// Actions are the names of all actions that a RAM policy can allow, in alphabetical order.
func Actions() []string {
	var names []string
	for line := range strings.Lines(ramTable) {
		name, _, _ := strings.Cut(line, " ")
		names = append(names, name)
	}
	return names
}
