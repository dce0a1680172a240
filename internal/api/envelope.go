package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

// envelope is the frame of every answer, success or failure.
type envelope struct {
	RequestID joinperm.Text
	Success   joinperm.Bool
	Code      joinperm.Text
	Message   joinperm.Text
	Data      json.RawMessage
	// AccessDeniedDetail is RAM's explanation of a denial.
	AccessDeniedDetail json.RawMessage

	document json.RawMessage // all of it
	misnamed bool            // a member's name is one of those that decide, but for its case
}

// UnmarshalJSON reads the members by their exact names, and each once.
func (e *envelope) UnmarshalJSON(raw []byte) error {
	members, err := membersOf(raw)
	if err != nil {
		return err
	}
	e.document = raw
	for name := range members {
		for _, exact := range []string{"Success", "Code", "Data"} {
			e.misnamed = e.misnamed || name != exact && folded(name) == folded(exact)
		}
	}
	e.Data, e.AccessDeniedDetail = members["Data"], members["AccessDeniedDetail"]
	return errors.Join(
		e.RequestID.UnmarshalJSON(members["RequestId"]), e.Success.UnmarshalJSON(members["Success"]),
		e.Code.UnmarshalJSON(members["Code"]), e.Message.UnmarshalJSON(members["Message"]),
	)
}

// succeeded reports success: the service says so and gives no code, as in all of its successes.
func (e envelope) succeeded(status int) bool {
	return status >= 200 && status < 300 && e.Success == "true" && e.Code == ""
}

// explained is the message with what RAM says of a denial: which action, of whom, by which kind of
// policy.
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

// parse reads the body as JSON, or as the XML that the service sends when it has not read the
// Format parameter. Its errors say what the body is and repeat none of it.
func parse(contentType string, body []byte) (envelope, error) {
	var e envelope
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	html := i18n.Errorf("an HTML page of %d bytes, probably from a proxy", len(body))
	switch {
	case len(body) == 0:
		return e, i18n.Errorf("empty response")
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
		return e, i18n.Errorf("the response of %d bytes is neither JSON nor XML", len(body))
	}
	if err := measure(body); err != nil {
		return e, err
	}
	if err := e.UnmarshalJSON(body); errors.Is(err, errTwice) {
		return envelope{}, err
	} else if err != nil {
		return envelope{}, i18n.Errorf("the response of %d bytes is incomplete or invalid", len(body))
	}
	return e, nil
}

func isHTML(body []byte) bool {
	start := bytes.ToLower(body[:min(len(body), 20)])
	return bytes.HasPrefix(start, []byte("<!doctype html")) || bytes.HasPrefix(start, []byte("<html"))
}
