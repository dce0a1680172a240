package cli

import (
	"slices"
	"strings"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
)

// hints say what to do next: by the error code if it is known, else by the kind of failure.
func (s *session) hints(e *api.Error, t task) []i18n.Text {
	code := e.CurrentCode()
	if hint := s.absentHint(code, t); !hint.Empty() {
		hints := []i18n.Text{hint}
		if code == "NonExistent" && t.Subject != "notification" && (t.Subject != "node" || t.Changes) { // no other action on those knows instances
			hints = append(hints, s.instanceHint()...)
		}
		return hints
	}
	switch {
	case t.Subject == anyAction && code == "NonExistent" && takesInstance(e.Action):
		return s.instanceHint()
	case t.Subject == anyAction && code == "NonExistent":
		return nil
	case t.Subject == anyAction && code == "InvalidVersion":
		return []i18n.Text{i18n.T("the endpoint does not support this version of the API: check --api-version and --endpoint")}
	case t.Verb == downloading && code == api.CodeInvalidAnswer:
		return []i18n.Text{i18n.T("to see the URL of the file, leave out --download")}
	case t.Verb == downloading && (code == api.CodeConnectionFailed || code == api.CodeConnectionLost): // --debug does not show it
		return []i18n.Text{i18n.T("run the command again")}
	case e.Action == "GetCallerIdentity" && e.Kind() == api.KindUnavailable:
		return []i18n.Text{i18n.T("STS is overloaded or unavailable: run the command again in a few minutes")}
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
			hints = append(hints, i18n.T("if it belongs to another account, see who you are:  %s", s.app.other("auth whoami")))
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
		return []i18n.Text{s.codeHint("Forbidden")}
	case strings.HasPrefix(code, "InvalidAccessKeyId"):
		return []i18n.Text{s.codeHint("InvalidAccessKeyId*")}
	case strings.HasPrefix(code, "InvalidSecurityToken"):
		return []i18n.Text{s.codeHint("InvalidSecurityToken*")}
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
	hints := []i18n.Text{s.removedHint()}
	switch {
	case e.Code == "SignatureDoesNotMatch":
		hints[0] = s.signatureHint(e.Signed)
	case !strings.HasPrefix(e.Code, "Missing") && e.Code != "IncompleteSignature":
		hints[0] = i18n.T("Link WAN rejected the signature; to see what was sent:  %s", s.app.again("--debug"))
	}
	if s.settings.SignatureVersion != 1 && e.Signed != api.SignedSame {
		hints = append(hints, s.versionHint())
	}
	return hints
}

func (s *session) removedHint() i18n.Text {
	return i18n.T("something between this machine and Link WAN, such as a proxy, removed a part of the request; to look into it:  %s", s.app.again("--debug"))
}

func (s *session) versionHint() i18n.Text {
	return i18n.T("if every signature of version 3 is rejected:  %s", s.app.again("--signature-version 1"))
}

func listHint() i18n.Text {
	return i18n.T("the list changed while it was read, or the service repeated or left out a part: run the command again")
}

// orderHints are for an order that the account may not see, or may not accept, reject or cancel.
func (s *session) orderHints(t task) []i18n.Text {
	const seen = "only the owner and the renter can see an order; see who you are:  %s"
	who := i18n.T(seen, s.app.other("auth whoami"))
	if !t.Changes {
		return []i18n.Text{who}
	}
	return []i18n.Text{who, i18n.T("only the renter can accept or reject an order, and only the owner can cancel it; see who they are:  %s", s.app.other("joinperm order get "+shellWord(t.ID)))}
}

// kindHints are for failures whose code has no hint.
func (s *session) kindHints(e *api.Error, t task) []i18n.Text {
	switch kind := e.Kind(); {
	case e.Code == api.CodeListChanged:
		return []i18n.Text{listHint()}
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

// policyHint names the command that prints the policy for the command that was denied, or for the
// denied action if that is another's. A policy for a command that lists all permissions is not for
// some of them.
func (s *session) policyHint(needs api.Permission) i18n.Text {
	action := strings.TrimPrefix(needs.Action, "linkwan:")
	what, ids := action, needs.PermissionIDs()
	for _, c := range actionsOfCommands() {
		if own := strings.Fields(c.needs); "linkwanctl "+c.command == s.app.command && slices.Contains(own, action) {
			what = c.command
			if slices.Contains(own, "ListOwnedJoinPermissions") {
				ids = nil
			}
		}
	}
	if len(ids) > 0 {
		what += " --id " + strings.Join(ids, ",")
	}
	return i18n.T("the policy to ask for:  linkwanctl auth policy %s", what)
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
