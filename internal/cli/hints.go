package cli

import (
	"fmt"
	"strings"

	"linkwanctl/internal/api"
)

// hints say what to do next: by the error code if it is known, else by the kind of failure.
func (s *session) hints(e *api.Error, t task) []string {
	code := e.CurrentCode()
	switch {
	case t.Subject == "order" && (code == "NonExistent" || code == "NotResourceOwner"):
		return orderHints(t)
	case t.Rented && code == "NotResourceOwner":
		return []string{"this account does not rent the permission; an offer has to be accepted first: list what it rents with  linkwanctl joinperm list --rented"}
	case code == "NonExistent" && t.Subject == "group":
		return []string{"see which groups there are with  linkwanctl freqband list"}
	case code == "JoinPermissionAlreadyAuthorized" && t.Verb == "offer":
		return []string{"it is already offered or held: cancel its order with  linkwanctl joinperm order cancel ORDER , or wait until the renter returns it"}
	case code == "JoinPermissionAlreadyAuthorized" && t.Verb == "delete":
		return []string{"it is offered or held: it can be deleted once its order is cancelled with  linkwanctl joinperm order cancel ORDER , or the renter has returned it"}
	case code == "IllegalOrderStateTransition":
		return []string{"only a pending order can be accepted, rejected or cancelled: look at it with  linkwanctl joinperm order get " + t.ID}
	case code == "NonExistent" && t.Rented:
		return []string{"list what this account rents with  linkwanctl joinperm list --rented"}
	case e.Outcome == api.NotSent && (code == api.CodeConnectionFailed || code == api.CodeTimeout):
		return []string{s.unsentHint(e)}
	case e.Outcome == api.Unknown && t.Changes && code == api.CodeTimeout:
		return []string{unknownHint(t), codeHint(code)}
	}
	hint := codeHint(code)
	if e.Needs.Action != "" {
		hint = policyHint(e.Needs)
	}
	if hint != "" {
		hints := []string{hint}
		if code == "NotResourceOwner" && t.Subject == "permission" && t.ID != "" {
			hints = append(hints, "if this account rents it:  linkwanctl joinperm get "+t.ID+" --rented")
		}
		if code == "NonExistent" {
			hints = append(hints, s.instanceHint()...)
		}
		if e.Code == "Nonexistent" { // this newer code also covers permissions of other accounts
			hints = append(hints, "or it belongs to another account: see who you are with  linkwanctl auth status")
		}
		if e.Outcome == api.Unknown && t.Changes {
			hints = append(hints, unknownHint(t))
		}
		return hints
	}
	switch {
	case strings.HasPrefix(code, "Throttling"), code == "Rejected.Throttling":
		return []string{throttlingHint(e)}
	case code == "Forbidden", strings.HasPrefix(code, "Forbidden."):
		return []string{codeHint("NoPermission")}
	case strings.HasPrefix(code, "InvalidAccessKeyId"):
		return []string{"the access key does not exist or is disabled; see which one is used with  linkwanctl auth status"}
	case strings.HasPrefix(code, "InvalidSecurityToken"):
		return []string{"the temporary credentials are invalid or have expired; fetch new ones and see which are used with  linkwanctl auth status"}
	case strings.Contains(code, "Signature"), strings.HasPrefix(code, "Missing"):
		return s.signatureHints(e)
	}
	return s.kindHints(e, t)
}

// instanceHint is for something that does not exist in the public instance.
func (s *session) instanceHint() []string {
	if s.settings.IotInstanceID != "" {
		return nil
	}
	return []string{"if the console shows an instance ID, add  --iot-instance-id ID  (public instances can have one too)"}
}

// signatureHints are for a refused signature, or one of which a part is missing. A service that
// only knows version 1 reports parts as missing from a request of version 3.
func (s *session) signatureHints(e *api.Error) []string {
	hints := []string{"something between here and Link WAN took a part out of the request; look for a proxy with  --debug"}
	switch {
	case e.Code == "SignatureDoesNotMatch":
		hints[0] = signatureHint(e.Signed)
	case !strings.HasPrefix(e.Code, "Missing") && e.Code != "IncompleteSignature":
		hints[0] = "Link WAN does not take the signature; see what was sent with  --debug"
	}
	if s.settings.SignatureVersion != 1 && e.Signed != api.SignedSame {
		hints = append(hints, "where every signature of version 3 is refused, try  --signature-version 1")
	}
	return hints
}

// orderHints are for an order that the account may not see, or may not accept, reject or cancel.
func orderHints(t task) []string {
	const seen = "only its owner and its renter see an order: see who you are with  linkwanctl auth status"
	if !t.Changes {
		return []string{seen}
	}
	return []string{seen, "only the renter can accept or reject an order, and only the owner can cancel it: see who they are with  linkwanctl joinperm order get " + t.ID}
}

// kindHints are for failures whose code has no hint.
func (s *session) kindHints(e *api.Error, t task) []string {
	switch kind := e.Kind(); {
	case e.Code == api.CodeListChanged:
		return []string{"the list changed while it was read, or the service repeats or leaves out a part: run the same command again"}
	case e.Code == api.CodeInvalidAnswer && kind == api.KindNoAnswer && t.Changes:
		return []string{s.foreignHint(), unknownHint(t)}
	case e.Code == api.CodeInvalidAnswer && kind == api.KindNoAnswer:
		return []string{s.foreignHint()}
	case e.Outcome == api.Unknown && t.Changes && kind == api.KindUnavailable:
		return []string{"Link WAN, or a proxy before it, is in trouble: wait a few minutes", unknownHint(t)}
	case e.Outcome == api.Unknown && t.Changes:
		return []string{unknownHint(t)}
	case e.Code == api.CodeInterrupted:
		return nil
	case kind == api.KindUnavailable:
		return []string{"Link WAN is in trouble or very busy: run the same command again in a few minutes"}
	case kind == api.KindNoAnswer:
		return []string{"run the same command again; what came back is shown by  --debug"}
	}
	return nil
}

// foreignHint is for an answer that does not come from Link WAN.
func (s *session) foreignHint() string {
	return fmt.Sprintf("check the endpoint %s, and whether a proxy or a log-in page answers in its place: what came back is shown by  --debug", s.endpoint)
}

// unknownHint says what to do if a change may have been carried out.
func unknownHint(t task) string {
	if t.Again {
		return "it is safe to run again; or see the present values with  " + t.Look
	}
	return "look whether it was carried out before you run it again:  " + t.Look
}

// codeHint is the hint for one code: the eleven of the reference page of
// UpdateOwnedLocalJoinPermission, and the gateway's.
func codeHint(code string) string {
	return map[string]string{
		"ForbiddenByRam":                      "the RAM user's policy does not allow this action: see who you are with  linkwanctl auth status",
		"ForbiddenByRiskControl":              "Alibaba Cloud's risk control blocks the account: settle it in the console or with its support",
		"NonExistent":                         "list what this account owns with  linkwanctl joinperm list",
		"CloudProductNotActivated":            "Link WAN is not activated for this account in this region: activate it in the console, or choose the  --region",
		"FeatureNotActivated":                 "this account has not activated the feature: activate it in the Link WAN console",
		"JoinPermissionAlreadyAuthorized":     "a renter holds the permission: it can be changed once the renter has returned it (one that is only offered can be)",
		"JoinPermissionAlreadyBoundNodeGroup": "a node group uses the permission: unbind it there first",
		"ExceedLocalJoinPermissionLimit":      "the account may not own more: delete some, or ask Alibaba Cloud for more",
		"ExceedRoamingJoinPermissionLimit":    "the account may not have more roaming permissions: return some, or ask Alibaba Cloud for more",
		"RenterDoesNotExist":                  "the renter's Alibaba Cloud account name is needed as it is written there",
		"TooManyRenterNonExistentFailures":    "too many renters that do not exist were named: wait before the next try",
		"NotResourceOwner":                    "the permission belongs to another account: see who you are with  linkwanctl auth status  and what you own with  linkwanctl joinperm list",
		"JoinPermissionNameDuplicated":        "names are unique in an account: see which are taken with  linkwanctl joinperm list",
		"InvalidName":                         "the name keeps the documented rules and Link WAN refuses it all the same: try another one",
		"InvalidFreqBandPlan":                 "the documented plans are 101 and 102 (CN470) and 201 (AS923); the account may not have all of them",
		"NoPermission":                        "the key's policy does not allow this action: see who you are with  linkwanctl auth status",
		"InvalidTimeStamp.Expired":            "Link WAN takes times that are at most 15 minutes off: compare the clock of this machine, or let NTP set it",
		"IllegalTimestamp":                    "Link WAN takes times that are at most 15 minutes off: compare the clock of this machine, or let NTP set it",
		"SignatureNonceUsed":                  "something between here and Link WAN sends requests twice; look for a proxy with  --debug",
		"MissingParameter":                    "a required parameter is missing, which the message names: where the console shows an instance ID, pass it with  --iot-instance-id",
		"MissingIotInstanceId":                "pass the instance ID that the console shows with  --iot-instance-id",
		"InvalidApi.NotFound":                 "the endpoint does not know the action: check  --endpoint  and  --region",
		"InvalidVersion":                      "the endpoint does not know the API version 2019-03-01: check  --endpoint",
		"ServiceUnavailable":                  "Link WAN is down for the moment: run the same command again in a few minutes",
		api.CodeQuotaWait:                     "others on this machine use the quota of 5 requests a second: give the call more time with  --timeout, or run it later",
		api.CodeNoCode:                        "Link WAN gave no reason; the request id is what its support needs",
		api.CodeTimeout:                       "give it more time with  --timeout  and  --attempt-timeout",
	}[code]
}

// policyHint says what to add to the RAM policy.
func policyHint(p api.Permission) string {
	return "ask the account's owner for a RAM policy that allows it: Action " + p.Action + ", Resource " + p.On() +
		"; see who you are with  linkwanctl auth status"
}

func signatureHint(c api.Comparison) string {
	switch c {
	case api.SignedSame:
		return "Link WAN signed the same text, so the access key secret is wrong: see which key is used with  linkwanctl auth status"
	case api.SignedDiffered:
		return "Link WAN received another text than was signed here: a proxy changed the request on its way"
	case api.NotCompared:
	}
	return "the access key secret is wrong, or a proxy changed the request on its way: see which key is used with  linkwanctl auth status"
}

func throttlingHint(e *api.Error) string {
	hint := "Link WAN takes 5 requests a second for each action and account: others use this account's quota too; run the same command again later"
	if e.RetryAfter > 0 {
		hint += fmt.Sprintf(" (it asked to wait %s)", e.RetryAfter)
	}
	return hint
}
