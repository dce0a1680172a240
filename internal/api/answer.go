package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// Answer is the service's answer to a call that succeeded.
type Answer struct {
	RequestID string
	Data      json.RawMessage // nil if the action has none
	Attempts  int
	Document  json.RawMessage // all of the answer, of a call that AnyCall made

	date time.Time // by the service's clock; zero where it gave none
}

// answered turns the HTTP response into an Answer or an *Error.
func answered(next handler) handler {
	return func(ctx context.Context, x *exchange) error {
		if err := next(ctx, x); err != nil {
			return err
		}
		if x.status >= 300 && x.status < 400 {
			return invalidAnswer(x, redirected(x.header))
		}
		e, err := parse(x.header.Get("Content-Type"), x.body)
		if err == nil && x.call.product != nil && x.status >= 200 && x.status < 300 && e.Code == "" && e.Success == "" {
			e.Success, e.Data = "true", e.document
		}
		switch {
		case err != nil && x.header.Get("Content-Encoding") != "":
			return invalidAnswer(x, i18n.Errorf("unexpected compressed response"))
		case err != nil:
			return invalidAnswer(x, err)
		case e.succeeded(x.status) && e.misnamed:
			return invalidAnswer(x, errName)
		case e.succeeded(x.status):
			x.answer = Answer{RequestID: x.redact(string(e.RequestID)), Data: x.redactData(e.Data)}
			if x.call.whole {
				x.answer.Document = x.redactData(e.document)
			}
			return nil
		case e.Success != "false" && e.Code == "":
			return invalidAnswer(x, i18n.Errorf("the response says neither success nor failure"))
		}
		return refusal(x, e)
	}
}

func redirected(header http.Header) error {
	if header.Get("Location") == "" {
		return i18n.Errorf("the response is not from the service")
	}
	return i18n.Errorf("a redirect to another address, not followed")
}

// refusal is the failure that the service itself answered.
func refusal(x *exchange, e envelope) *Error {
	failure := &Error{
		Code: excerpt(string(e.Code), longestName, x), Message: i18n.Raw(excerpt(e.explained(), longestMessage, x)), RequestID: excerpt(string(e.RequestID), longestName, x), HTTPStatus: x.status,
		RetryAfter: askedWait(x.header, dateOf(x.header)),
	}
	if isPolicyDenial(failure.Code) {
		failure.Needs = PermissionFor(x.call)
	}
	failure.class = classify(x.status, failure.Code)
	failure.Outcome = outcomeOf(x.status, failure.class)
	if x.status < 300 && e.Success == "true" { // it says both, so the outcome is unknown
		failure.Outcome = Unknown
		contradiction := i18n.T("the response has both \"Success\": true and an error code")
		if !failure.Message.Empty() {
			contradiction = i18n.T("the response has both \"Success\": true and an error code: %s", failure.Message)
		}
		failure.Message = contradiction
	}
	switch failure.Code {
	case "SignatureDoesNotMatch":
		failure.Signed = compareSigned(string(e.Message), x.stringToSign)
	case "":
		failure.Code = CodeNoCode
		if failure.Message.Empty() {
			failure.Message = i18n.T("the service returned \"Success\": false without a reason")
		}
	}
	return failure
}

// How much of the service's texts about a failure is kept, in bytes: a batch keeps one for each
// row.
const (
	longestName    = 256 // a code, a request ID
	longestMessage = 4 << 10
)

// excerpt masks and cuts a text of the service. It masks first, since a secret that is cut in two
// would not be found.
func excerpt(said string, most int, x *exchange) string {
	return text.Cut(x.redact(said), most)
}

// invalidAnswer is the failure for an answer that does not come from the service, or is incomplete.
func invalidAnswer(x *exchange, err error) *Error {
	failure := &Error{
		Code: CodeInvalidAnswer, Message: i18n.T("HTTP status %d: %s", x.status, err), HTTPStatus: x.status,
		RetryAfter: askedWait(x.header, dateOf(x.header)), class: classifyStatus(x.status), Outcome: Unknown,
	}
	switch {
	case failure.class != final:
		failure.Outcome = outcomeOf(x.status, failure.class)
	case x.status < 300: // the service may have done it, and something damaged its answer
		failure.class = unsure
	}
	return failure
}

// dateOf is the service's time, which a Retry-After date is relative to.
func dateOf(header http.Header) time.Time {
	date, _ := http.ParseTime(header.Get("Date"))
	return date
}
