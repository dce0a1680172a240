package cli

import (
	"linkwanctl/internal/api"
	"linkwanctl/internal/credential"
	"linkwanctl/internal/i18n"
)

// gatewayCodes are those of Alibaba Cloud's API gateway, in front of every product.
func (s *session) gatewayCodes() []codeRow {
	clock := codeRow{
		means:  i18n.T("the request's time is more than 15 minutes from Link WAN's"),
		causes: texts(i18n.T("this machine's clock is wrong; linkwanctl corrects the time by the answer and tries once more")),
		hint:   i18n.T("Link WAN accepts a clock that is at most 15 minutes off: set this machine's clock, for example with NTP"),
		more:   texts(i18n.T("see how far the clock is off:  %s", s.app.other("doctor"))),
	}
	expired, illegal := clock, clock
	expired.code, illegal.code = "InvalidTimeStamp.Expired", "IllegalTimestamp"
	return []codeRow{
		s.denied("NoPermission"), s.denied("Forbidden"), s.denied("Forbidden.*"),
		{
			code: "InvalidAccessKeyId*", means: i18n.T("the access key does not exist or is disabled"),
			causes: texts(i18n.T("the key was deleted, disabled or mistyped"), i18n.T("the key is for another Alibaba Cloud site")),
			hint:   i18n.T("the access key does not exist or is disabled; see which one is used:  %s", s.app.other("auth status")),
		},
		{
			code: "SignatureDoesNotMatch", means: i18n.T("the signature is wrong"),
			causes: texts(i18n.T("the access key secret is wrong"), i18n.T("a proxy changes requests")),
			more:   texts(s.signatureHint(api.NotCompared), s.versionHint()),
		},
		{
			code: "IncompleteSignature", means: i18n.T("a part of the signature is missing"),
			causes: texts(i18n.T("a proxy removes headers"), i18n.T("the endpoint only knows signature version 1")),
			more:   texts(s.removedHint(), s.versionHint()),
		},
		{
			code: "SignatureNonceUsed", means: i18n.T("the same signed request came twice"),
			causes: texts(i18n.T("a proxy repeats requests; linkwanctl signs each attempt anew")),
			hint:   i18n.T("something between this machine and Link WAN, such as a proxy, sends requests twice; to look into it:  %s", s.app.again("--debug")),
		},
		expired, illegal,
		{
			code: "InvalidTimeStamp.Format", means: i18n.T("the request's time is not in the form that the gateway expects"),
			causes: texts(i18n.T("a proxy changes requests")), more: texts(s.removedHint()),
		},
		{
			code: "InvalidSecurityToken*", means: i18n.T("the temporary credentials are invalid or have expired"),
			causes: texts(i18n.T("the token has expired; linkwanctl fetches new credentials once, where the source has some"), i18n.T("the token is of another access key")),
			hint:   i18n.T("the temporary credentials are invalid or have expired: get new ones; see which are used:  %s", s.app.other("auth status")),
		},
		{
			code: "Throttling*", means: i18n.T("too many requests"),
			causes: texts(i18n.T("others use this account too; commands on this machine already share the quota")),
			more:   texts(throttlingHint(&api.Error{})),
		},
		{code: "Rejected.Throttling", means: i18n.T("too many requests"), more: texts(throttlingHint(&api.Error{}))},
		{
			code: "Missing*", means: i18n.T("a part of the request is missing"),
			causes: texts(i18n.T("a proxy removes headers"), i18n.T("the endpoint only knows signature version 1")),
			more:   texts(s.removedHint(), s.versionHint()),
		},
		{code: "MissingParameter", means: i18n.T("a parameter is missing"), hint: s.withInstance()},
		{code: "MissingIotInstanceId", means: i18n.T("the instance ID is missing"), hint: s.withInstance()},
		{
			code: "InvalidApi.NotFound", means: i18n.T("the endpoint does not have this API action"),
			hint: i18n.T("the endpoint does not support this action: check --endpoint and --region"),
		},
		{
			code: "InvalidVersion", means: i18n.T("the endpoint does not have this version of the API"),
			hint: i18n.T("the endpoint does not support this version of the API: check --endpoint"),
		},
		{
			code: "ServiceUnavailable", means: i18n.T("Link WAN is temporarily unavailable"),
			hint: i18n.T("Link WAN is temporarily unavailable: run the command again in a few minutes"),
		},
	}
}

// denied is the row of a code for what no policy allows.
func (s *session) denied(code string) codeRow {
	return codeRow{
		code: code, means: i18n.T("no RAM policy allows the action"),
		hint: i18n.T("the key's policy does not allow this action; see who you are:  %s", s.app.other("auth whoami")),
		more: texts(i18n.T("the policy to ask for:  %s", s.app.other("auth policy"))),
	}
}

// emulatorCodes are those that only the emulator has.
func emulatorCodes() []codeRow {
	return []codeRow{
		{code: "ForbiddenWebPage", means: i18n.T("the emulator refuses requests of web pages"), more: texts(i18n.T("call it from a program of this machine"))},
		{code: "RequestBodyTooLarge", means: i18n.T("the request is larger than 1 MiB"), more: texts(i18n.T("send the parameters only"))},
		{code: "UnsupportedHTTPMethod", means: i18n.T("the request is neither GET nor POST"), more: texts(i18n.T("send a POST request"))},
	}
}

// callCodes are those of a call that did not get Link WAN's answer.
func (s *session) callCodes() []codeRow {
	safe := i18n.T("a change may have been carried out: look before you run it again; an update is safe to run again")
	network := i18n.T("check DNS, TCP, TLS and the proxy:  %s", s.app.other("doctor"))
	return []codeRow{
		{
			code: api.CodeTimeout, means: i18n.T("no answer in time"),
			causes: texts(i18n.T("a slow network, proxy or service"), i18n.T("a firewall drops the connection")),
			hint:   i18n.T("allow more time:  %s", s.app.again("--timeout "+longer(s.settings.Timeout)+" --attempt-timeout "+longer(s.settings.AttemptTimeout))),
			more:   texts(network, safe),
		},
		{
			code: api.CodeConnectionFailed, means: i18n.T("no connection, or one that cannot be trusted; nothing was sent"),
			causes: texts(i18n.T("the host name is wrong or DNS fails"), i18n.T("a firewall or proxy refuses the connection"), i18n.T("the certificate is not trusted")),
			more:   texts(network, i18n.T("check the network, the proxy variables and the endpoint %s", s.endpoint)),
		},
		{
			code: api.CodeConnectionLost, means: i18n.T("the connection ended before the answer did"),
			causes: texts(i18n.T("the network or a proxy closed the connection")), more: texts(safe, network),
		},
		{
			code: api.CodeInvalidAnswer, means: i18n.T("the answer does not come from Link WAN, or is damaged"),
			causes: texts(i18n.T("a proxy or a login page answers in Link WAN's place"), i18n.T("the endpoint is not Link WAN's")),
			more:   texts(s.foreignHint(), safe),
		},
		{
			code: api.CodeNoCode, means: i18n.T("Link WAN refused the request and gave no reason"),
			hint: i18n.T("Link WAN gave no reason; send the request ID to Alibaba Cloud support"),
		},
		{
			code: api.CodeQuotaWait, means: i18n.T("the wait for the quota was longer than the timeout; nothing was sent"),
			causes: texts(i18n.T("other commands on this machine send requests with the same key")),
			hint:   i18n.T("other commands on this machine use the quota of 5 requests per second: run it later, or allow more time:  %s", s.app.again("--timeout "+longer(s.settings.Timeout))),
		},
		{
			code: api.CodeListChanged, means: i18n.T("the list is incomplete"),
			causes: texts(i18n.T("permissions were created or deleted while the list was read")), more: texts(listHint()),
		},
		{
			code: api.CodeInterrupted, means: i18n.T("a signal such as Ctrl-C ended the command"), exit: exitInterrupted,
			more: texts(i18n.T("Outcome in the error document says whether something was sent")),
		},
		{
			code: api.CodeNoCredentials, means: i18n.T("no credentials were found; nothing was sent"),
			more: texts(i18n.T("see which credentials are used, and why:  %s", s.app.other("auth status")), i18n.T("where credentials come from:  %s", s.app.other("help credentials"))),
		},
		{
			code: credential.CodeInvalidCredentials, means: i18n.T("a source of credentials is set but broken; nothing was sent"), exit: exitConfig,
			more: texts(i18n.T("see which credentials are used, and why:  %s", s.app.other("auth status"))),
		},
		{
			code: credential.CodeCredentialsUnavailable, means: i18n.T("the source gave no credentials; nothing was sent"), exit: exitConfig,
			causes: texts(i18n.T("STS, the metadata service or the program of the profile failed")),
			more:   texts(i18n.T("see which credentials are used, and why:  %s", s.app.other("auth status"))),
		},
	}
}
