package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/text"
)

// Answer is what the service said of a call that succeeded.
type Answer struct {
	RequestID string
	Data      json.RawMessage // nil where the action has none
	Attempts  int

	date time.Time // by the service's clock; zero where it told none
}

// envelope is the frame of every answer, success or failure.
type envelope struct {
	RequestID joinperm.Text
	Success   joinperm.Bool
	Code      joinperm.Text
	Message   joinperm.Text
	Data      json.RawMessage
	// AccessDeniedDetail is RAM's explanation of a denial.
	AccessDeniedDetail json.RawMessage
}

// UnmarshalJSON reads the members by their exact names, and each once.
func (e *envelope) UnmarshalJSON(raw []byte) error {
	members, err := membersOf(raw)
	if err != nil {
		return err
	}
	e.Data, e.AccessDeniedDetail = members["Data"], members["AccessDeniedDetail"]
	return errors.Join(
		e.RequestID.UnmarshalJSON(members["RequestId"]), e.Success.UnmarshalJSON(members["Success"]),
		e.Code.UnmarshalJSON(members["Code"]), e.Message.UnmarshalJSON(members["Message"]),
	)
}

// succeeded tells a success: the service says so and names no code, which none of
// its successes has.
func (e envelope) succeeded(status int) bool {
	return status < 300 && e.Success == "true" && e.Code == ""
}

// answered reads what the handlers below brought: an answer, or an *Error.
func answered(next handler) handler {
	return func(ctx context.Context, x *exchange) error {
		if err := next(ctx, x); err != nil {
			return err
		}
		if x.status >= 300 && x.status < 400 {
			return invalidAnswer(x, fmt.Errorf("a redirect to another address, which is not followed"))
		}
		e, err := parse(x.header.Get("Content-Type"), x.body)
		switch {
		case err != nil && x.header.Get("Content-Encoding") != "":
			return invalidAnswer(x, fmt.Errorf("a compressed answer, which was not asked for"))
		case err != nil:
			return invalidAnswer(x, err)
		case e.succeeded(x.status):
			x.answer = Answer{RequestID: x.redact(string(e.RequestID)), Data: x.redactData(e.Data)}
			return nil
		case e.Success != "false" && e.Code == "":
			return invalidAnswer(x, fmt.Errorf("an answer that tells neither the service's success nor its failure"))
		}
		return refusal(x, e)
	}
}

// refusal is the failure that the service itself answered.
func refusal(x *exchange, e envelope) *Error {
	failure := &Error{
		Code: told(string(e.Code), longestName, x), Message: told(e.explained(), longestMessage, x), RequestID: told(string(e.RequestID), longestName, x), HTTPStatus: x.status,
		RetryAfter: askedWait(x.header, dateOf(x.header)),
	}
	if isPolicyDenial(failure.Code) {
		failure.Needs = PermissionFor(x.call)
	}
	failure.class = classify(x.status, failure.Code)
	failure.Outcome = outcomeOf(x.status, failure.class)
	if x.status < 300 && e.Success == "true" { // it says both: who knows what was done
		failure.Outcome = Unknown
		failure.Message = strings.TrimSuffix("the answer has both \"Success\": true and a code: "+failure.Message, ": ")
	}
	switch failure.Code {
	case "SignatureDoesNotMatch":
		failure.Signed = compareSigned(string(e.Message), x.stringToSign)
	case "":
		failure.Code = CodeNoCode
		if failure.Message == "" {
			failure.Message = "the service answered \"Success\": false and gave no reason"
		}
	}
	return failure
}

// How much of what the service says of a failure is kept, in bytes: a batch has
// one for each of its rows.
const (
	longestName    = 256 // a code, a request ID
	longestMessage = 4 << 10
)

// told is what the service said, fit to be kept: masked before it is cut, since a
// secret that is cut in two would not be known again.
func told(said string, most int, x *exchange) string {
	return text.Cut(x.redact(said), most)
}

// explained is the message with what RAM says of a denial: which action, of whom,
// by which kind of policy.
func (e envelope) explained() string {
	text := string(e.Message)
	var detail map[string]joinperm.Text
	if json.Unmarshal(e.AccessDeniedDetail, &detail) != nil {
		return text
	}
	for _, name := range []string{"AuthAction", "AuthPrincipalType", "AuthPrincipalDisplayName", "PolicyType", "NoPermissionType"} {
		if value := detail[name]; value != "" {
			text += "\n" + name + ": " + string(value)
		}
	}
	return text
}

// invalidAnswer is the failure of an answer that the service did not write, or
// not to its end.
func invalidAnswer(x *exchange, err error) *Error {
	failure := &Error{
		Code: CodeInvalidAnswer, Message: fmt.Sprintf("HTTP status %d with %s", x.status, err), HTTPStatus: x.status,
		RetryAfter: askedWait(x.header, dateOf(x.header)), class: classifyStatus(x.status), Outcome: Unknown,
	}
	switch {
	case failure.class != final:
		failure.Outcome = outcomeOf(x.status, failure.class)
	case x.status < 300: // the service may have done it and its answer was spoilt
		failure.class = unsure
	}
	return failure
}

// dateOf is the service's time, which a Retry-After date is relative to.
func dateOf(header http.Header) time.Time {
	date, _ := http.ParseTime(header.Get("Date"))
	return date
}

// parse reads the body as JSON, or as the XML that the service answers where
// JSON was not agreed. Its errors say what the body is and repeat none of it.
func parse(contentType string, body []byte) (envelope, error) {
	var e envelope
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	html := fmt.Errorf("an HTML page, such as a proxy sends, of %d bytes", len(body))
	switch {
	case len(body) == 0:
		return e, fmt.Errorf("an empty answer")
	case isHTML(body):
		return e, html
	case body[0] == '<':
		tree, err := fromXML(body)
		if err != nil && strings.HasPrefix(contentType, "text/html") {
			return e, html
		}
		if err != nil {
			return e, err
		}
		body = tree
	case body[0] != '{':
		return e, fmt.Errorf("an answer of %d bytes that is neither JSON nor XML", len(body))
	}
	if err := measure(body); err != nil {
		return e, err
	}
	if err := e.UnmarshalJSON(body); errors.Is(err, errTwice) {
		return envelope{}, err
	} else if err != nil {
		return envelope{}, fmt.Errorf("an answer of %d bytes that is not whole or not the service's JSON", len(body))
	}
	return e, nil
}

func isHTML(body []byte) bool {
	start := bytes.ToLower(body[:min(len(body), 20)])
	return bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html"))
}
