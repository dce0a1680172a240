package cli

import (
	"slices"
	"strings"

	"linkwanctl/internal/catalogue"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

// parameterRule is what the reference says of a parameter, and an example; each may be empty. What is a
// field of a permission has its words from there.
func parameterRule(action catalogue.Action, name string) (rule i18n.Text, example string) {
	field, isField := fieldOf(action, name)
	if isField {
		example = field.Example
	}
	if rule = commonRule(name); rule.Empty() {
		rule = joinPermissionRule(action, name)
	}
	if rule.Empty() && isField {
		rule = i18n.Word(field.Help)
	}
	return rule, example
}

// fieldOf is the field of a permission that a parameter is.
func fieldOf(action catalogue.Action, name string) (joinperm.Field, bool) {
	fields := append([]joinperm.Field{joinperm.ID(), joinperm.InstanceID()}, joinperm.Fields()...)
	switch {
	case !strings.Contains(action.Name, "JoinPermission"):
		fields = []joinperm.Field{joinperm.InstanceID()}
	case strings.HasPrefix(action.Name, "UpdateRoaming"):
		fields = append(fields[:1], joinperm.RoamingFields()...)
	case strings.HasPrefix(action.Name, "List"), strings.HasPrefix(action.Name, "Count"):
		fields = slices.Concat(fields, joinperm.OwnedFilters(), joinperm.RentedFilters(), []joinperm.Field{joinperm.SortBy()})
	}
	if i := slices.IndexFunc(fields, func(f joinperm.Field) bool { return f.Param == name }); i >= 0 {
		return fields[i], true
	}
	return joinperm.Field{}, false
}

// commonRule is the rule of a parameter that means the same wherever it occurs.
func commonRule(name string) i18n.Text {
	switch name {
	case "IotInstanceId":
		return i18n.T("instance ID, shown in the console's instance overview: required in an Enterprise instance; leave it out for a public instance without an ID")
	case "FreqBandPlanGroupId", "GroupId":
		return i18n.T("frequency band plan group, such as 101 or 201 (see ListFreqBandPlanGroups)")
	case "Limit", "PageSize":
		return i18n.T("number of items on a page")
	case "Offset", "OffSet":
		return i18n.T("number of items to skip")
	case "PageNumber":
		return i18n.T("number of the page, from 1")
	case "Ascending":
		return i18n.T("true: in ascending order of SortingField")
	case "BeginMillis", "EndMillis", "LogMillis":
		return i18n.T("Unix time in milliseconds")
	case "GwEui":
		return i18n.T("EUI of the gateway, 16 hex digits (see ListGateways)")
	case "DevEui":
		return i18n.T("EUI of the node, 16 hex digits")
	case "NodeGroupId":
		return i18n.T("ID of the node group (see ListNodeGroups)")
	case "JoinEui":
		return i18n.T("JoinEUI, 16 hex digits")
	}
	return i18n.Text{}
}

// joinPermissionRule is the rule of a parameter that depends on the action.
func joinPermissionRule(action catalogue.Action, name string) i18n.Text {
	switch {
	case name == "JoinPermissionId" && action.Name == "UpdateOwnedLocalJoinPermission":
		return i18n.T("ID of a permission that the account owns (see ListOwnedJoinPermissions; the API reference names ListRentedJoinPermissions)")
	case name == "JoinPermissionId" && isOfRented(action.Name):
		return i18n.T("ID of a permission that the account rents (see ListRentedJoinPermissions)")
	case name == "JoinPermissionId":
		return i18n.T("ID of a permission that the account owns (see ListOwnedJoinPermissions)")
	case name == "OrderId" && strings.Contains(action.Name, "JoinPermissionAuthOrder"):
		return i18n.T("ID of the order, from the answer of SubmitJoinPermissionAuthOrder")
	case name == "JoinPermissionType" || name == "Type" && strings.Contains(action.Name, "JoinPermission"):
		return i18n.T("LOCAL or ROAMING")
	case name == "BoundNodeGroup":
		return i18n.T("true: used by a node group")
	case name == "FuzzyOwnerAliyunId":
		return i18n.T("part of the owner's account name")
	case name == "UseDefaultJoinEui":
		return i18n.T("true: Link WAN's default JoinEUI, and JoinEui is left out")
	}
	return i18n.Text{}
}

// isOfRented reports whether an action is about a permission that the account rents.
func isOfRented(action string) bool {
	return slices.ContainsFunc([]string{"Rented", "Roaming", "Return", "NodeGroup"}, func(part string) bool { return strings.Contains(action, part) })
}
