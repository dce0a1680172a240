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
		return s.orderHints(t)
	case t.Rented && code == "NotResourceOwner":
		return []i18n.Text{i18n.T("this account does not rent the permission, or has not accepted the offer yet; list what it rents:  %s", s.app.other("joinperm list --rented"))}
	case code == "NonExistent" && t.Subject == "group":
		return []i18n.Text{i18n.T("list the groups:  %s", s.app.other("freqband list"))}
	case code == "JoinPermissionAlreadyAuthorized" && t.Verb == "offer":
		return []i18n.Text{i18n.T("it is already offered or rented out: wait until the renter returns it, or cancel its order:  %s", s.app.other("joinperm order cancel ORDER"))}
	case code == "JoinPermissionAlreadyAuthorized" && t.Verb == "delete":
		return []i18n.Text{i18n.T("it is offered or rented out: wait until the renter returns it, or cancel its order first:  %s", s.app.other("joinperm order cancel ORDER"))}
	case code == "IllegalOrderStateTransition":
		return []i18n.Text{i18n.T("only a pending order can be accepted, rejected or cancelled; see its state:  %s", s.app.other("joinperm order get "+shellWord(t.ID)))}
	case code == "NonExistent" && t.Rented:
		return []i18n.Text{i18n.T("list what this account rents:  %s", s.app.other("joinperm list --rented"))}
	case e.Outcome == api.NotSent && (code == api.CodeConnectionFailed || code == api.CodeTimeout):
		return []i18n.Text{s.unsentHint(e)}
	case e.Outcome == api.Unknown && t.Changes && code == api.CodeTimeout:
		return []i18n.Text{s.unknownHint(t), s.codeHint(code)}
	}
	hint := s.codeHint(code)
	if e.Needs.Action != "" {
		hint = s.policyHint(e.Needs)
	}
	if !hint.Empty() {
		hints := []i18n.Text{hint}
		if code == "NotResourceOwner" && t.Subject == "permission" && t.ID != "" {
			hints = append(hints, i18n.T("if this account rents it:  %s", s.app.other("joinperm get "+shellWord(t.ID)+" --rented")))
		}
		if code == "NonExistent" {
			hints = append(hints, s.instanceHint()...)
		}
		if e.Code == "Nonexistent" { // this newer code also covers permissions of other accounts
			hints = append(hints, i18n.T("if it belongs to another account, see who you are:  %s", s.app.other("auth status")))
		}
		if e.Outcome == api.Unknown && t.Changes {
			hints = append(hints, s.unknownHint(t))
		}
		return hints
	}
	switch {
	case strings.HasPrefix(code, "Throttling"), code == "Rejected.Throttling":
		return []i18n.Text{throttlingHint(e)}
	case code == "Forbidden", strings.HasPrefix(code, "Forbidden."):
		return []i18n.Text{s.codeHint("NoPermission")}
	case strings.HasPrefix(code, "InvalidAccessKeyId"):
		return []i18n.Text{i18n.T("the access key does not exist or is disabled; see which one is used:  %s", s.app.other("auth status"))}
	case strings.HasPrefix(code, "InvalidSecurityToken"):
		return []i18n.Text{i18n.T("the temporary credentials are invalid or have expired: get new ones; see which are used:  %s", s.app.other("auth status"))}
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
	return []i18n.Text{s.withInstance()}
}

// withInstance repeats the command with an instance ID. Public instances can have one too.
func (s *session) withInstance() i18n.Text {
	return i18n.T("if the console shows an instance ID:  %s", s.app.again("--iot-instance-id ID"))
}

// signatureHints are for a refused signature, or one of which a part is missing. A service that
// only knows version 1 reports parts as missing from a request of version 3.
func (s *session) signatureHints(e *api.Error) []i18n.Text {
	hints := []i18n.Text{i18n.T("something between this machine and Link WAN, such as a proxy, removed a part of the request; to look into it:  %s", s.app.again("--debug"))}
	switch {
	case e.Code == "SignatureDoesNotMatch":
		hints[0] = s.signatureHint(e.Signed)
	case !strings.HasPrefix(e.Code, "Missing") && e.Code != "IncompleteSignature":
		hints[0] = i18n.T("Link WAN rejected the signature; to see what was sent:  %s", s.app.again("--debug"))
	}
	if s.settings.SignatureVersion != 1 && e.Signed != api.SignedSame {
		hints = append(hints, i18n.T("if every signature of version 3 is rejected:  %s", s.app.again("--signature-version 1")))
	}
	return hints
}

// orderHints are for an order that the account may not see, or may not accept, reject or cancel.
func (s *session) orderHints(t task) []i18n.Text {
	const seen = "only the owner and the renter can see an order; see who you are:  %s"
	who := i18n.T(seen, s.app.other("auth status"))
	if !t.Changes {
		return []i18n.Text{who}
	}
	return []i18n.Text{who, i18n.T("only the renter can accept or reject an order, and only the owner can cancel it; see who they are:  %s", s.app.other("joinperm order get "+shellWord(t.ID)))}
}

// kindHints are for failures whose code has no hint.
func (s *session) kindHints(e *api.Error, t task) []i18n.Text {
	switch kind := e.Kind(); {
	case e.Code == api.CodeListChanged:
		return []i18n.Text{i18n.T("the list changed while it was read, or the service repeated or left out a part: run the command again")}
	case e.Code == api.CodeInvalidAnswer && kind == api.KindNoAnswer && t.Changes:
		return []i18n.Text{s.foreignHint(), s.unknownHint(t)}
	case e.Code == api.CodeInvalidAnswer && kind == api.KindNoAnswer:
		return []i18n.Text{s.foreignHint()}
	case e.Outcome == api.Unknown && t.Changes && kind == api.KindUnavailable:
		return []i18n.Text{i18n.T("Link WAN or a proxy has a problem: wait a few minutes"), s.unknownHint(t)}
	case e.Outcome == api.Unknown && t.Changes:
		return []i18n.Text{s.unknownHint(t)}
	case e.Code == api.CodeInterrupted:
		return nil
	case kind == api.KindUnavailable:
		return []i18n.Text{i18n.T("Link WAN has a problem or is overloaded: run the command again in a few minutes")}
	case kind == api.KindNoAnswer:
		return []i18n.Text{i18n.T("run the command again; to see the answer:  %s", s.app.again("--debug"))}
	}
	return nil
}

// foreignHint is for an answer that does not come from Link WAN.
func (s *session) foreignHint() i18n.Text {
	return i18n.T("check the endpoint %s, and whether a proxy or a login page answers in its place; to see the answer:  %s", s.endpoint, s.app.again("--debug"))
}

// unknownHint says what to do if a change may have been carried out.
func (s *session) unknownHint(t task) i18n.Text {
	if t.Again {
		return i18n.T("it is safe to run again; to see the current values first:  %s", s.app.other(t.Look))
	}
	return i18n.T("check whether it was carried out before you run it again:  %s", s.app.other(t.Look))
}

// codeHint is the hint for one code: the eleven of the reference page of
// UpdateOwnedLocalJoinPermission, and the gateway's.
func (s *session) codeHint(code string) i18n.Text {
	return map[string]i18n.Text{
		"ForbiddenByRam":                      i18n.T("the RAM user's policy does not allow this action; see who you are:  %s", s.app.other("auth status")),
		"ForbiddenByRiskControl":              i18n.T("risk control has blocked the account: resolve it in the console or with Alibaba Cloud support"),
		"NonExistent":                         i18n.T("list what this account owns:  %s", s.app.other("joinperm list")),
		"CloudProductNotActivated":            i18n.T("Link WAN is not activated for this account in this region: activate it in the console, or pass another --region"),
		"FeatureNotActivated":                 i18n.T("this account has not activated the feature: activate it in the Link WAN console"),
		"JoinPermissionAlreadyAuthorized":     i18n.T("the permission is rented out: it can be changed after the renter returns it (an offer that is still pending does not block changes)"),
		"JoinPermissionAlreadyBoundNodeGroup": i18n.T("a node group uses the permission: unbind it first"),
		"ExceedLocalJoinPermissionLimit":      i18n.T("the account has reached its limit of permissions: delete some, or ask Alibaba Cloud for more"),
		"ExceedRoamingJoinPermissionLimit":    i18n.T("the account has reached its limit of roaming permissions: return some, or ask Alibaba Cloud for more"),
		"RenterDoesNotExist":                  i18n.T("pass the renter's Alibaba Cloud account name exactly as Alibaba Cloud shows it"),
		"TooManyRenterNonExistentFailures":    i18n.T("too many renter names did not exist: wait before you try again"),
		"NotResourceOwner":                    i18n.T("the permission belongs to another account; see who you are:  %s", s.app.other("auth status")),
		"JoinPermissionNameDuplicated":        i18n.T("names are unique in an account; see which are already used:  %s", s.app.other("joinperm list")),
		"InvalidName":                         i18n.T("the name follows the documented rules, but Link WAN rejects it: choose another one"),
		"InvalidFreqBandPlan":                 i18n.T("the documented plans are 101 and 102 (CN470) and 201 (AS923); list those of this account:  %s", s.app.other("freqband list")),
		"NoPermission":                        i18n.T("the key's policy does not allow this action; see who you are:  %s", s.app.other("auth status")),
		"InvalidTimeStamp.Expired":            i18n.T("Link WAN accepts a clock that is at most 15 minutes off: set this machine's clock, for example with NTP"),
		"IllegalTimestamp":                    i18n.T("Link WAN accepts a clock that is at most 15 minutes off: set this machine's clock, for example with NTP"),
		"SignatureNonceUsed":                  i18n.T("something between this machine and Link WAN, such as a proxy, sends requests twice; to look into it:  %s", s.app.again("--debug")),
		"MissingParameter":                    s.withInstance(),
		"MissingIotInstanceId":                s.withInstance(),
		"InvalidApi.NotFound":                 i18n.T("the endpoint does not support this action: check --endpoint and --region"),
		"InvalidVersion":                      i18n.T("the endpoint does not support API version 2019-03-01: check --endpoint"),
		"ServiceUnavailable":                  i18n.T("Link WAN is temporarily unavailable: run the command again in a few minutes"),
		api.CodeQuotaWait:                     i18n.T("other commands on this machine use the quota of 5 requests per second: run it later, or allow more time:  %s", s.app.again("--timeout "+longer(s.settings.Timeout))),
		api.CodeNoCode:                        i18n.T("Link WAN gave no reason; send the request ID to Alibaba Cloud support"),
		api.CodeTimeout:                       i18n.T("allow more time:  %s", s.app.again("--timeout "+longer(s.settings.Timeout)+" --attempt-timeout "+longer(s.settings.AttemptTimeout))),
	}[code]
}

// policyHint says what to add to the RAM policy.
func (s *session) policyHint(p api.Permission) i18n.Text {
	return i18n.T("ask the account's owner for a RAM policy that allows it: Action %s, Resource %s; see who you are:  %s", p.Action, p.On(), s.app.other("auth status"))
}

func (s *session) signatureHint(c api.Comparison) i18n.Text {
	switch c {
	case api.SignedSame:
		return i18n.T("Link WAN received what was signed, so the access key secret is wrong; see which key is used:  %s", s.app.other("auth status"))
	case api.SignedDiffered:
		return i18n.T("a proxy changed the request: Link WAN did not receive what was signed")
	case api.NotCompared:
	}
	return i18n.T("the access key secret is wrong, or a proxy changed the request; see which key is used:  %s", s.app.other("auth status"))
}

func throttlingHint(e *api.Error) i18n.Text {
	if e.RetryAfter > 0 {
		return i18n.T("Link WAN allows 5 requests per second for each action and account, and others use this account too: run the command again in %s", e.RetryAfter)
	}
	return i18n.T("Link WAN allows 5 requests per second for each action and account, and others use this account too: run the command again later")
}
