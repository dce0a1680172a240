package emulator

import (
	"slices"
	"strconv"
	"strings"

	"linkwanctl/internal/joinperm"
)

// action is one API action: its required parameters, and what it does.
type action struct {
	parameters []parameter
	handle     func(s *Server, c *call) (data any, err error)
	// foreign is the code for what another account has; "" is NotResourceOwner. An action whose
	// reference page lacks that one says no more than that there is nothing.
	foreign string
}

// parameter is one of an action's parameters. A request may have others too: the gateway passes
// over what it does not know.
type parameter struct {
	name     string
	required bool
	rule     func(value string) bool // nil takes any text
}

// The parameters that several actions take, beside the fields of a permission.
const (
	paramInstance = "IotInstanceId"
	paramOrder    = "OrderId"
	paramRenter   = "RenterAliyunId"
	paramGroup    = "NodeGroupId"
	paramEnabled  = "Enabled"
	paramType     = "JoinPermissionType"
)

// actions are the actions of the emulator. A new one needs a line here and a file.
func actions() map[string]action {
	owned, rented := ownedListing(), rentedListing()
	return map[string]action{
		"CreateLocalJoinPermission":                   {createParameters(), create, ""},
		"DeleteLocalJoinPermission":                   {within(idParameter()), remove, codeNonExistent},
		"UpdateOwnedLocalJoinPermission":              {updateParameters(), update, ""},
		"UpdateOwnedLocalJoinPermissionEnablingState": {within(idParameter(), enabledParameter()), enable, ""},
		"GetOwnedJoinPermission":                      {within(idParameter()), get, ""},
		"ListOwnedJoinPermissions":                    {owned.listParameters(), owned.list, ""},
		"CountOwnedJoinPermissions":                   {owned.countParameters(), owned.count, ""},

		"GetRentedJoinPermission":    {[]parameter{idParameter()}, getRented, ""},
		"ListRentedJoinPermissions":  {rented.listParameters(), rented.list, ""},
		"CountRentedJoinPermissions": {rented.countParameters(), rented.count, ""},
		"ReturnJoinPermission":       {[]parameter{idParameter(), {paramType, true, isKind}}, giveBack, codeNonExistent},

		"SubmitJoinPermissionAuthOrder": {[]parameter{idParameter(), {paramRenter, true, nil}}, submit, ""},
		"GetJoinPermissionAuthOrder":    {orderParameters(), getOrder, ""},
		"AcceptJoinPermissionAuthOrder": {orderParameters(), accept, codeNonExistent},
		"RejectJoinPermissionAuthOrder": {orderParameters(), reject, ""},
		"CancelJoinPermissionAuthOrder": {orderParameters(), cancel, codeNonExistent},

		"ApplyRoamingJoinPermission":               {applyParameters(), apply, ""},
		"UpdateRoamingJoinPermission":              {roamingParameters(), updateRoaming, codeNonExistent},
		"UpdateRoamingJoinPermissionEnablingState": {[]parameter{idParameter(), enabledParameter()}, enableRoaming, ""},

		"BindJoinPermissionToNodeGroup":     {bindParameters(), bind, codeNoPermission},
		"UnbindJoinPermissionFromNodeGroup": {bindParameters(), unbind, codeNonExistent},
		"ListNodesByOwnedJoinPermissionId":  {nodeListParameters(), listNodes, ""},
		"CountNodesByOwnedJoinPermissionId": {nodeCountParameters(), countNodes, ""},

		"ListFreqBandPlanGroups": {nil, listPlans, ""},
		"GetFreqBandPlanGroup":   {[]parameter{{"GroupId", true, isInteger}}, getPlan, ""},

		"ListGateways":                 {append(pageParameters(sortByOnline), gatewayFilters()...), listGateways, ""},
		"CountGateways":                {gatewayFilters(), countGateways, ""},
		"GetGateway":                   {gatewayParameters(), getGateway, ""},
		"UpdateGatewayEnablingState":   {gatewayParameters(enabledParameter()), enableGateway, codeNonExistent},
		"GetGatewayStatusStat":         {gatewayParameters(), gatewayStatus, ""},
		"GetGatewayPacketStat":         {gatewayParameters(periodParameters()...), gatewayPackets, ""},
		"ListGatewaysGisInfo":          {within(), listPlaced, ""},
		"ListActiveGateways":           {nil, listActive, ""},
		"ListGatewayTransferFlowStats": {gatewayParameters(flowParameters()...), gatewayTraffic, ""},

		"ListNodeGroups":                 {append(pageParameters(sortByCreation), groupFilters()...), listGroups, ""},
		"CountNodeGroups":                {groupFilters(), countGroups, ""},
		"GetNodeGroup":                   {within(parameter{paramGroup, true, nil}), getGroup, ""},
		"ListNodeGroupTransferFlowStats": {within(flowParameters(parameter{paramGroup, true, nil})...), groupTraffic, ""},

		"GetNode":                 {nodeParameters(), getNode, ""},
		"ListNodeTransferPackets": {packetParameters(), listPackets, ""},
		"SendUnicastCommand":      {commandParameters(), sendCommand, codeNonExistent},

		"ListNotifications":              {append(pageParameters(sortByNotice), notificationFilters()...), listNotifications, ""},
		"CountNotifications":             {notificationFilters(), countNotifications, ""},
		"GetNotification":                {[]parameter{{paramNotification, true, nil}}, getNotification, ""},
		"UpdateNotificationsHandleState": {[]parameter{{"TargetHandleState", true, oneOf(handled, unhandled)}}, handleNotifications, ""},

		actionWhoAmI: {nil, whoAmI, ""},
	}
}

// takes reports whether a parameter is one of the action's.
func (a action) takes(name string) bool {
	return slices.ContainsFunc(a.parameters, func(p parameter) bool { return p.name == name })
}

// check looks for what is missing and what breaks a rule. A parameter that is there but empty
// counts as one that is not: the gateway makes no difference.
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

func idParameter() parameter { return parameter{joinperm.ID().Param, true, nil} }

func enabledParameter() parameter { return parameter{paramEnabled, true, isBool} }

func orderParameters() []parameter { return []parameter{{paramOrder, true, nil}} }

// within adds the instance, which is never required.
func within(list ...parameter) []parameter {
	return append(list, parameter{paramInstance, false, nil})
}

// isBool takes a boolean in any case: foreign SDKs send True.
func isBool(value string) bool {
	value = strings.ToLower(value)
	return value == "true" || value == "false"
}

func isInteger(value string) bool {
	_, err := strconv.ParseInt(value, 10, 64)
	return err == nil
}

// between gives the rule of a whole number from low to high.
func between(low, high int) func(string) bool {
	return func(value string) bool {
		n, err := strconv.Atoi(value)
		return err == nil && n >= low && n <= high
	}
}

// oneOf gives the rule of a closed set.
func oneOf(values ...string) func(string) bool {
	return func(value string) bool { return slices.Contains(values, value) }
}
