package cli

import (
	"strings"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
)

// hints say what to do next: by the error code if it is known, else by the kind of failure.
func (s *session) hints(e *api.Error, t task) []i18n.Text {
	code := e.CurrentCode()
	switch {
	case t.Subject == "order" && (code == "NonExistent" || code == "NotResourceOwner"):
		return orderHints(t)
	case t.Rented && code == "NotResourceOwner":
		return []i18n.Text{i18n.T("this account does not rent the permission; an offer has to be accepted first: list what it rents with  linkwanctl joinperm list --rented")}
	case code == "NonExistent" && t.Subject == "group":
		return []i18n.Text{i18n.T("see which groups there are with  linkwanctl freqband list")}
	case code == "JoinPermissionAlreadyAuthorized" && t.Verb == "offer":
		return []i18n.Text{i18n.T("it is already offered or held: cancel its order with  linkwanctl joinperm order cancel ORDER , or wait until the renter returns it")}
	case code == "JoinPermissionAlreadyAuthorized" && t.Verb == "delete":
		return []i18n.Text{i18n.T("it is offered or held: it can be deleted once its order is cancelled with  linkwanctl joinperm order cancel ORDER , or the renter has returned it")}
	case code == "IllegalOrderStateTransition":
		return []i18n.Text{i18n.T("only a pending order can be accepted, rejected or cancelled: look at it with  linkwanctl joinperm order get %s", t.ID)}
	case code == "NonExistent" && t.Rented:
		return []i18n.Text{i18n.T("list what this account rents with  linkwanctl joinperm list --rented")}
	case e.Outcome == api.NotSent && (code == api.CodeConnectionFailed || code == api.CodeTimeout):
		return []i18n.Text{s.unsentHint(e)}
	case e.Outcome == api.Unknown && t.Changes && code == api.CodeTimeout:
		return []i18n.Text{unknownHint(t), codeHint(code)}
	}
	hint := codeHint(code)
	if e.Needs.Action != "" {
		hint = policyHint(e.Needs)
	}
	if !hint.Empty() {
		hints := []i18n.Text{hint}
		if code == "NotResourceOwner" && t.Subject == "permission" && t.ID != "" {
			hints = append(hints, i18n.T("if this account rents it:  linkwanctl joinperm get %s --rented", t.ID))
		}
		if code == "NonExistent" {
			hints = append(hints, s.instanceHint()...)
		}
		if e.Code == "Nonexistent" { // this newer code also covers permissions of other accounts
			hints = append(hints, i18n.T("or it belongs to another account: see who you are with  linkwanctl auth status"))
		}
		if e.Outcome == api.Unknown && t.Changes {
			hints = append(hints, unknownHint(t))
		}
		return hints
	}
	switch {
	case strings.HasPrefix(code, "Throttling"), code == "Rejected.Throttling":
		return []i18n.Text{throttlingHint(e)}
	case code == "Forbidden", strings.HasPrefix(code, "Forbidden."):
		return []i18n.Text{codeHint("NoPermission")}
	case strings.HasPrefix(code, "InvalidAccessKeyId"):
		return []i18n.Text{i18n.T("the access key does not exist or is disabled; see which one is used with  linkwanctl auth status")}
	case strings.HasPrefix(code, "InvalidSecurityToken"):
		return []i18n.Text{i18n.T("the temporary credentials are invalid or have expired; fetch new ones and see which are used with  linkwanctl auth status")}
	case strings.Contains(code, "Signature"), strings.HasPrefix(code, "Missing"):
		return s.signatureHints(e)
	}
	return s.kindHints(e, t)
}

// instanceHint is for something that does not exist in the public instance.
func (s *session) instanceHint() []i18n.Text {
	if s.settings.IotInstanceID != "" {
		return nil
	}
	return []i18n.Text{i18n.T("if the console shows an instance ID, add  --iot-instance-id ID  (public instances can have one too)")}
}

// signatureHints are for a refused signature, or one of which a part is missing. A service that
// only knows version 1 reports parts as missing from a request of version 3.
func (s *session) signatureHints(e *api.Error) []i18n.Text {
	hints := []i18n.Text{i18n.T("something between here and Link WAN took a part out of the request; look for a proxy with  --debug")}
	switch {
	case e.Code == "SignatureDoesNotMatch":
		hints[0] = signatureHint(e.Signed)
	case !strings.HasPrefix(e.Code, "Missing") && e.Code != "IncompleteSignature":
		hints[0] = i18n.T("Link WAN does not take the signature; see what was sent with  --debug")
	}
	if s.settings.SignatureVersion != 1 && e.Signed != api.SignedSame {
		hints = append(hints, i18n.T("where every signature of version 3 is refused, try  --signature-version 1"))
	}
	return hints
}

// orderHints are for an order that the account may not see, or may not accept, reject or cancel.
func orderHints(t task) []i18n.Text {
	const seen = "only its owner and its renter see an order: see who you are with  linkwanctl auth status"
	if !t.Changes {
		return []i18n.Text{i18n.T(seen)}
	}
	return []i18n.Text{i18n.T(seen), i18n.T("only the renter can accept or reject an order, and only the owner can cancel it: see who they are with  linkwanctl joinperm order get %s", t.ID)}
}

// kindHints are for failures whose code has no hint.
func (s *session) kindHints(e *api.Error, t task) []i18n.Text {
	switch kind := e.Kind(); {
	case e.Code == api.CodeListChanged:
		return []i18n.Text{i18n.T("the list changed while it was read, or the service repeats or leaves out a part: run the same command again")}
	case e.Code == api.CodeInvalidAnswer && kind == api.KindNoAnswer && t.Changes:
		return []i18n.Text{s.foreignHint(), unknownHint(t)}
	case e.Code == api.CodeInvalidAnswer && kind == api.KindNoAnswer:
		return []i18n.Text{s.foreignHint()}
	case e.Outcome == api.Unknown && t.Changes && kind == api.KindUnavailable:
		return []i18n.Text{i18n.T("Link WAN, or a proxy before it, is in trouble: wait a few minutes"), unknownHint(t)}
	case e.Outcome == api.Unknown && t.Changes:
		return []i18n.Text{unknownHint(t)}
	case e.Code == api.CodeInterrupted:
		return nil
	case kind == api.KindUnavailable:
		return []i18n.Text{i18n.T("Link WAN is in trouble or very busy: run the same command again in a few minutes")}
	case kind == api.KindNoAnswer:
		return []i18n.Text{i18n.T("run the same command again; what came back is shown by  --debug")}
	}
	return nil
}

// foreignHint is for an answer that does not come from Link WAN.
func (s *session) foreignHint() i18n.Text {
	return i18n.T("check the endpoint %s, and whether a proxy or a log-in page answers in its place: what came back is shown by  --debug", s.endpoint)
}

// unknownHint says what to do if a change may have been carried out.
func unknownHint(t task) i18n.Text {
	if t.Again {
		return i18n.T("it is safe to run again; or see the present values with  %s", t.Look)
	}
	return i18n.T("look whether it was carried out before you run it again:  %s", t.Look)
}

// codeHint is the hint for one code: the eleven of the reference page of
// UpdateOwnedLocalJoinPermission, and the gateway's.
func codeHint(code string) i18n.Text {
	return map[string]i18n.Text{
		"ForbiddenByRam":                      i18n.T("the RAM user's policy does not allow this action: see who you are with  linkwanctl auth status"),
		"ForbiddenByRiskControl":              i18n.T("Alibaba Cloud's risk control blocks the account: settle it in the console or with its support"),
		"NonExistent":                         i18n.T("list what this account owns with  linkwanctl joinperm list"),
		"CloudProductNotActivated":            i18n.T("Link WAN is not activated for this account in this region: activate it in the console, or choose the  --region"),
		"FeatureNotActivated":                 i18n.T("this account has not activated the feature: activate it in the Link WAN console"),
		"JoinPermissionAlreadyAuthorized":     i18n.T("a renter holds the permission: it can be changed once the renter has returned it (one that is only offered can be)"),
		"JoinPermissionAlreadyBoundNodeGroup": i18n.T("a node group uses the permission: unbind it there first"),
		"ExceedLocalJoinPermissionLimit":      i18n.T("the account may not own more: delete some, or ask Alibaba Cloud for more"),
		"ExceedRoamingJoinPermissionLimit":    i18n.T("the account may not have more roaming permissions: return some, or ask Alibaba Cloud for more"),
		"RenterDoesNotExist":                  i18n.T("the renter's Alibaba Cloud account name is needed as it is written there"),
		"TooManyRenterNonExistentFailures":    i18n.T("too many renters that do not exist were named: wait before the next try"),
		"NotResourceOwner":                    i18n.T("the permission belongs to another account: see who you are with  linkwanctl auth status  and what you own with  linkwanctl joinperm list"),
		"JoinPermissionNameDuplicated":        i18n.T("names are unique in an account: see which are taken with  linkwanctl joinperm list"),
		"InvalidName":                         i18n.T("the name keeps the documented rules and Link WAN refuses it all the same: try another one"),
		"InvalidFreqBandPlan":                 i18n.T("the documented plans are 101 and 102 (CN470) and 201 (AS923); the account may not have all of them"),
		"NoPermission":                        i18n.T("the key's policy does not allow this action: see who you are with  linkwanctl auth status"),
		"InvalidTimeStamp.Expired":            i18n.T("Link WAN takes times that are at most 15 minutes off: compare the clock of this machine, or let NTP set it"),
		"IllegalTimestamp":                    i18n.T("Link WAN takes times that are at most 15 minutes off: compare the clock of this machine, or let NTP set it"),
		"SignatureNonceUsed":                  i18n.T("something between here and Link WAN sends requests twice; look for a proxy with  --debug"),
		"MissingParameter":                    i18n.T("a required parameter is missing, which the message names: where the console shows an instance ID, pass it with  --iot-instance-id"),
		"MissingIotInstanceId":                i18n.T("pass the instance ID that the console shows with  --iot-instance-id"),
		"InvalidApi.NotFound":                 i18n.T("the endpoint does not know the action: check  --endpoint  and  --region"),
		"InvalidVersion":                      i18n.T("the endpoint does not know the API version 2019-03-01: check  --endpoint"),
		"ServiceUnavailable":                  i18n.T("Link WAN is down for the moment: run the same command again in a few minutes"),
		api.CodeQuotaWait:                     i18n.T("others on this machine use the quota of 5 requests a second: give the call more time with  --timeout, or run it later"),
		api.CodeNoCode:                        i18n.T("Link WAN gave no reason; the request id is what its support needs"),
		api.CodeTimeout:                       i18n.T("give it more time with  --timeout  and  --attempt-timeout"),
	}[code]
}

// policyHint says what to add to the RAM policy.
func policyHint(p api.Permission) i18n.Text {
	return i18n.T("ask the account's owner for a RAM policy that allows it: Action %s, Resource %s; see who you are with  linkwanctl auth status", p.Action, p.On())
}

func signatureHint(c api.Comparison) i18n.Text {
	switch c {
	case api.SignedSame:
		return i18n.T("Link WAN signed the same text, so the access key secret is wrong: see which key is used with  linkwanctl auth status")
	case api.SignedDiffered:
		return i18n.T("Link WAN received another text than was signed here: a proxy changed the request on its way")
	case api.NotCompared:
	}
	return i18n.T("the access key secret is wrong, or a proxy changed the request on its way: see which key is used with  linkwanctl auth status")
}

func throttlingHint(e *api.Error) i18n.Text {
	if e.RetryAfter > 0 {
		return i18n.T("Link WAN takes 5 requests a second for each action and account: others use this account's quota too; run the same command again later (it asked to wait %s)", e.RetryAfter)
	}
	return i18n.T("Link WAN takes 5 requests a second for each action and account: others use this account's quota too; run the same command again later")
}
