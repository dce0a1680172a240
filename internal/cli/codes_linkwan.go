package cli

import "linkwanctl/internal/i18n"

// permissionCodes are Link WAN's own about permissions, orders and the account.
func (s *session) permissionCodes() []codeRow {
	whoami := i18n.T("see who you are:  %s", s.app.other("auth whoami"))
	return []codeRow{
		{
			code: "ForbiddenByRam", means: i18n.T("no RAM policy allows the action"),
			causes: texts(i18n.T("the key is a RAM user's or role's, and its policies do not allow the action on this permission"), i18n.T("a policy denies it, or allows it only from other addresses or at other times")),
			hint:   i18n.T("the policy to ask for:  %s", s.app.other("auth policy")), more: texts(whoami),
		},
		{
			code: "ForbiddenByRiskControl", means: i18n.T("Alibaba Cloud's risk control has blocked the account"),
			causes: texts(i18n.T("for example unusual use, or a bill that was not paid")),
			hint:   i18n.T("risk control has blocked the account: resolve it in the console or with Alibaba Cloud support"),
		},
		{
			code: "NonExistent", means: i18n.T("the permission, order, gateway or other resource does not exist"),
			causes: texts(i18n.T("the ID is wrong, or it was deleted"), i18n.T("it is in an instance that --iot-instance-id does not name"), i18n.T("it is in another region, or another account has it")),
			hint:   i18n.T("list what this account owns:  %s", s.app.other("joinperm list")), more: texts(s.withInstance(), whoami),
		},
		{
			code: "NotResourceOwner", means: i18n.T("the permission, order, gateway or other resource belongs to another account"),
			causes: texts(i18n.T("the credentials are those of another account than expected"), i18n.T("the account rents the permission and does not own it")),
			hint:   i18n.T("the permission belongs to another account; see who you are:  %s", s.app.other("auth whoami")),
			more:   texts(i18n.T("list what this account rents:  %s", s.app.other("joinperm list --rented"))),
		},
		{
			code: "CloudProductNotActivated", means: i18n.T("the account has no Link WAN in this region"),
			causes: texts(i18n.T("Link WAN was never activated, or not in this region"), i18n.T("the credentials are those of another account than expected")),
			hint:   i18n.T("Link WAN is not activated for this account in this region: activate it in the console, or pass another --region"), more: texts(whoami),
		},
		{
			code: "FeatureNotActivated", means: i18n.T("the account has not activated this feature of Link WAN"),
			hint: i18n.T("this account has not activated the feature: activate it in the Link WAN console"),
		},
		{
			code: "JoinPermissionAlreadyAuthorized", means: i18n.T("the permission is rented out"),
			causes: texts(i18n.T("a renter accepted an order for it and has not returned it")),
			hint:   i18n.T("the permission is rented out: it can be changed after the renter returns it (an offer that is still pending does not block changes)"),
			more:   texts(i18n.T("see who rents it:  linkwanctl joinperm describe ID")),
		},
		{
			code: "JoinPermissionAlreadyBoundNodeGroup", means: i18n.T("a node group uses the permission"),
			hint: i18n.T("a node group uses the permission; unbind it first:  %s", s.app.other("nodegroup unbind GROUP ID")),
		},
		{
			code: "JoinPermissionNameDuplicated", means: i18n.T("another permission of the account has this name"),
			hint: i18n.T("names are unique in an account; see which are already used:  %s", s.app.other("joinperm list")),
		},
		{
			code: "InvalidName", means: i18n.T("Link WAN rejects the name"),
			hint: i18n.T("the name follows the documented rules, but Link WAN rejects it: choose another one"),
		},
		{
			code: "InvalidFreqBandPlan", means: i18n.T("the frequency band plan group does not exist, or the account may not use it"),
			hint: i18n.T("the documented plans are 101 and 102 (CN470) and 201 (AS923); list those of this account:  %s", s.app.other("freqband list")),
		},
		{
			code: "ExceedLocalJoinPermissionLimit", means: i18n.T("the account has reached its limit of local permissions"),
			hint: i18n.T("the account has reached its limit of permissions: delete some, or ask Alibaba Cloud for more"),
			more: texts(i18n.T("count what this account owns:  %s", s.app.other("joinperm count"))),
		},
		{
			code: "ExceedRoamingJoinPermissionLimit", means: i18n.T("the account has reached its limit of roaming permissions"),
			hint: i18n.T("the account has reached its limit of roaming permissions: return some, or ask Alibaba Cloud for more"),
		},
		{
			code: "RenterDoesNotExist", means: i18n.T("no account has the renter's name"),
			hint: i18n.T("pass the renter's Alibaba Cloud account name exactly as Alibaba Cloud shows it"),
		},
		{
			code: "TooManyRenterNonExistentFailures", means: i18n.T("orders named too many accounts that do not exist"),
			hint: i18n.T("too many renter names did not exist: wait before you try again"),
		},
		{
			code: "IllegalOrderStateTransition", means: i18n.T("the order is no longer pending"),
			causes: texts(i18n.T("it was accepted, rejected or cancelled before")),
			more:   texts(i18n.T("only a pending order can be accepted, rejected or cancelled; see its state:  linkwanctl joinperm order get %s", "ID")),
		},
		{
			code: "JoinPermissionDoesNotExist", means: i18n.T("the permission does not exist"),
			more: texts(i18n.T("list what this account owns:  linkwanctl joinperm list")),
		},
		{
			code: "NodeGroupAlreadyBoundJoinPermission", means: i18n.T("the node group already has a permission"),
			hint: i18n.T("unbind that one first:  %s", s.app.other("nodegroup unbind GROUP ID")),
		},
		{
			code: "ResourceLocked", means: i18n.T("another Alibaba Cloud product has locked the resource"),
			hint: i18n.T("unlock it in that product's console, or wait until it has finished"),
		},
		{
			code: "InternalError", means: i18n.T("Link WAN failed while it processed the request"),
			causes: texts(i18n.T("a fault of the service: a change may have been carried out all the same")),
			more:   texts(i18n.T("Link WAN has a problem or is overloaded: run the command again in a few minutes")),
		},
		{
			code: "Abandoned", means: i18n.T("Link WAN no longer has this API action"),
			causes: texts(i18n.T("this version of linkwanctl is too old")),
			more:   texts(i18n.T("install a newer version; see which one this is:  %s", s.app.other("version"))),
		},
	}
}

// otherProductCodes are Link WAN's about gateways and nodes, which linkwanctl does not add.
func otherProductCodes() []codeRow {
	console := texts(i18n.T("linkwanctl does not add gateways or nodes: look in the Link WAN console"))
	return []codeRow{
		{code: "NodeDoesNotExist", means: i18n.T("the node does not exist"), more: texts(i18n.T("list the nodes of a permission:  linkwanctl joinperm nodes ID"))},
		{code: "NodeGroupDoesNotExist", means: i18n.T("the node group does not exist"), more: texts(i18n.T("list the node groups:  %s", "linkwanctl nodegroup list"))},
		{code: "NodeAlreadyAdded", means: i18n.T("the node is already in another node group"), more: console},
		{code: "DevEuiDuplicated", means: i18n.T("a node with this DevEUI already exists"), more: console},
		{code: "ExceedNodeLimit", means: i18n.T("the account has reached its limit of nodes"), more: console},
		{code: "ExceedGatewayLimit", means: i18n.T("the account has reached its limit of gateways"), more: console},
		{code: "GatewayAlreadyBoundToOthers", means: i18n.T("the gateway belongs to another account"), more: console},
		{code: "GatewayTupleAlreadyAbandoned", means: i18n.T("the gateway's triple was abandoned"), more: console},
		{code: "GwEuiDuplicated", means: i18n.T("a gateway with this GwEUI already exists"), more: console},
		{code: "InvalidPinCode", means: i18n.T("the gateway's PIN code is wrong"), more: console},
		{code: "TooManyPinCodeVerificationFailures", means: i18n.T("too many wrong PIN codes were tried"), more: console},
		{code: "IotHubTripleMissing", means: i18n.T("IoT Platform does not know the gateway's triple"), more: console},
	}
}
