package api

import "strings"

// Permission is what a RAM policy names to allow a call: its Action and its Resources, all of which
// are needed.
type Permission struct {
	Action    string // linkwan:GetOwnedJoinPermission; "" where nothing is known of the action
	Resources []string
}

// String is the permission in one line, "" where nothing is known.
func (p Permission) String() string {
	if p.Action == "" {
		return ""
	}
	return p.Action + " on " + strings.Join(p.Resources, " and ")
}

// PermissionFor gives what a RAM policy has to allow for a call, with the IDs that it names.
func PermissionFor(call Call) Permission {
	for line := range strings.Lines(ramTable) {
		fields := strings.Fields(line)
		if fields[0] != call.Action {
			continue
		}
		p := Permission{Action: "linkwan:" + call.Action}
		for _, resource := range fields[1:] {
			p.Resources = append(p.Resources, "acs:linkwan:*:*:"+named(resource, call.Params))
		}
		return p
	}
	return Permission{}
}

// named puts the call's ID into a resource, or * where the call names none.
func named(resource string, params map[string]string) string {
	before, param, _ := strings.Cut(resource, "{")
	if param == "" {
		return resource
	}
	if id := params[strings.TrimSuffix(param, "}")]; id != "" {
		return before + id
	}
	return before + "*"
}

// isPolicyDenial reports whether the RAM policy does not allow the call.
func isPolicyDenial(code string) bool {
	switch code = currentCode(code); code {
	case "ForbiddenByRam", "NoPermission", "Forbidden":
		return true
	}
	return strings.HasPrefix(code, "Forbidden.")
}
