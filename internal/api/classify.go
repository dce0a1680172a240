package api

import (
	"net/http"
	"strings"
)

// class is what a failure means for another attempt.
type class int

const (
	final       class = iota // another attempt would end the same way
	throttled                // too many requests: wait, then again
	unavailable              // the service is down: wait, then again
	unsure                   // it may have been carried out
	badClock                 // our clock differs from the service's
	badNonce                 // the nonce was used before
	oldToken                 // the temporary credentials have expired
)

// classify follows the code, since Link WAN answers every business error with status 400; the
// status decides if there is no code or an unknown one.
func classify(status int, code string) class {
	code = currentCode(code)
	switch {
	case isThrottling(code):
		return throttled
	case code == "ServiceUnavailable":
		return unavailable
	case code == "InternalError":
		return unsure
	case code == "InvalidTimeStamp.Expired", code == "IllegalTimestamp":
		return badClock
	case code == "SignatureNonceUsed":
		return badNonce
	case code == "InvalidSecurityToken.Expired":
		return oldToken
	case isDenial(code), isMissing(code):
		return final // whatever status it comes with
	}
	return classifyStatus(status)
}

func isThrottling(code string) bool {
	return code == "Throttling" || strings.HasPrefix(code, "Throttling.") || code == "Rejected.Throttling"
}

func classifyStatus(status int) class {
	switch {
	case status == http.StatusTooManyRequests:
		return throttled
	case status == http.StatusBadGateway, status == http.StatusServiceUnavailable, status == http.StatusGatewayTimeout:
		return unavailable
	case status == http.StatusRequestTimeout, status >= http.StatusInternalServerError:
		return unsure
	}
	return final
}

// outcomeOf is the outcome of one attempt that the service or a proxy answered. A gateway's 502 and
// 504 say nothing about the service behind it.
func outcomeOf(status int, c class) Outcome {
	if c == unsure || status == http.StatusBadGateway || status == http.StatusGatewayTimeout {
		return Unknown
	}
	return Refused
}

// Kind groups failures by what the user can do about them.
type Kind int

// The kinds of failures, in the order of their exit codes.
const (
	KindLocal       Kind = iota // nothing was sent: credentials
	KindRefused                 // the service refused the request
	KindDenied                  // the key, its signature or its policy is refused
	KindMissing                 // the resource does not exist
	KindUnavailable             // throttled or down: try later
	KindNoAnswer                // no valid answer: the outcome is unknown
)

// Kind classifies the failure by its code, and by its status where a server in between answered
// without one.
func (e *Error) Kind() Kind {
	switch e.Code {
	case CodeNoCredentials:
		return KindLocal
	case CodeQuotaWait:
		return KindUnavailable
	case CodeTimeout, CodeConnectionFailed, CodeConnectionLost, CodeInterrupted, CodeListChanged:
		return KindNoAnswer
	}
	code := e.CurrentCode()
	switch {
	case isDenial(code):
		return KindDenied
	case isMissing(code):
		return KindMissing
	case e.class == throttled, e.class == unavailable, e.Code == "InternalError", e.HTTPStatus >= http.StatusInternalServerError:
		return KindUnavailable
	case e.Code == CodeInvalidAnswer:
		return KindNoAnswer
	}
	return KindRefused
}

func isMissing(code string) bool {
	return code == codeMissing || strings.HasSuffix(code, "DoesNotExist")
}

func isDenial(code string) bool {
	switch code {
	case "ForbiddenByRam", "ForbiddenByRiskControl", "NotResourceOwner", "NoPermission", "SignatureDoesNotMatch", "Forbidden":
		return true
	}
	return strings.HasPrefix(code, "Forbidden.") || strings.HasPrefix(code, "InvalidAccessKeyId") || strings.HasPrefix(code, "InvalidSecurityToken")
}
