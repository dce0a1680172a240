package credential

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/secret"
	"linkwanctl/internal/text"
)

var (
	serverCode = text.Pattern(`^[A-Za-z][A-Za-z0-9._-]{0,79}$`)
	requestID  = text.Pattern(`^[A-Za-z0-9-]{1,64}$`)
	signed     = text.Pattern(`(?is)\s*(?:server )?string to sign.*`)
	httpStatus = text.Pattern(`httpStatus: (\d{3})|security-credentials/ (\d{3})$`)
	// transportOf finds the connection's error in a text, in the words that harmless has of it.
	transportOf = text.Pattern(`^(?:refresh Ecs sts token err|get role name failed|get metadata token failed): (?:Get|Put) "[^"]*": ((?:(?:dial|read|write|proxyconnect) |EOF|unexpected EOF|context deadline exceeded|net/http: request canceled).*)$`)
	// signature matches a signature in a request that an error repeats: the library made it, so it
	// is not among the known secrets.
	signature = text.Pattern(`(?i)(signature(?:=|%3d|":\s*"))[^&\s"]+`)
)

// longestReason is how much of the library's texts, in bytes, is looked at.
const longestReason = 64 << 10

// said is an error whose message is our own.
type said struct{ text i18n.Text }

func says(format string, args ...any) error { return said{i18n.T(format, args...)} }

func (s said) Error() string   { return s.text.String() }
func (s said) Text() i18n.Text { return s.text }

// reason puts an error of the library into our own words. The library's texts have whole URLs
// (AssumeRole's has key, token and signature in it) and whole answers, which may contain keys that
// are not known yet. So it only quotes what is known to be harmless: a connection's error, a
// server's code and message, a status.
func (s *sanitizer) reason(err error) i18n.Text {
	var ours said
	if errors.As(err, &ours) {
		return ours.text
	}
	var call *url.Error
	if errors.As(err, &call) {
		if call.Timeout() {
			return i18n.T("timed out")
		}
		if !harmless(call.Err) {
			return i18n.T("the answer is not valid HTTP")
		}
		return i18n.Raw(foreign(s.secrets, call.Err.Error()))
	}
	text := err.Error()
	if len(text) > longestReason { // the patterns below would search all of a large answer
		text = text[:longestReason]
	}
	if call := transportOf().FindStringSubmatch(text); call != nil {
		return i18n.Raw(foreign(s.secrets, call[1]))
	}
	if refusal := s.refusal(text); !refusal.Empty() {
		return refusal
	}
	if status := httpStatus().FindStringSubmatch(text); status != nil {
		return i18n.T("HTTP status %s", status[1]+status[2])
	}
	for _, known := range []struct{ part, reason string }{
		{"json.Unmarshal fail", i18n.N("the answer is not JSON")},
		{"json unmarshal fail", i18n.N("the answer is not JSON")},
		{"parsing time", i18n.N("the answer's expiry is not a valid time")},
		{"fail to get credentials", i18n.N("the answer has no complete keys")},
		{"refresh credentials from", i18n.N("the answer has no complete keys")},
		{"Code is not Success", i18n.N("the answer reports a failure")},
	} {
		if strings.Contains(text, known.part) {
			return i18n.Word(known.reason)
		}
	}
	return i18n.T("the answer is not from the service; a proxy or a login page may have answered")
}

// harmless finds an error of the connection or of TLS, which is in the system's words. Those of
// net/http quote the answer, which may contain keys that are not known yet.
func harmless(err error) bool {
	var connection net.Error
	return errors.As(err, &connection) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, http.ErrSchemeMismatch) || strings.HasPrefix(err.Error(), "tls: ")
}

// refusal reads the code and message of the error document that ends the library's text. A
// credentials URI may be any server: only the code of its document is shown.
func (s *sanitizer) refusal(text string) i18n.Text {
	start := strings.IndexByte(text, '{')
	if start < 0 {
		return i18n.Text{}
	}
	var answer struct {
		Code, Message, RequestID, Error string
		Description                     string `json:"error_description"`
		AccessKeySecret, SecurityToken  string // an answer that refuses has none, unless it is broken
	}
	if json.Unmarshal([]byte(text[start:]), &answer) != nil {
		return i18n.Text{}
	}
	s.secrets.Add(answer.AccessKeySecret, answer.SecurityToken)
	code := answer.Code + answer.Error
	if !serverCode().MatchString(code) || strings.EqualFold(code, "success") {
		return i18n.Text{}
	}
	refusal := i18n.T("refused: %s", foreign(s.secrets, code))
	// The string that the server signed says nothing to the user, and everything about the request.
	message := signed().ReplaceAllString(answer.Message+answer.Description, "")
	message = signature().ReplaceAllString(message, "${1}"+secret.Hidden)
	if s.private() {
		return refusal
	}
	if message != "" {
		refusal = i18n.T("%s: %s", refusal, foreign(s.secrets, message))
	}
	if requestID().MatchString(answer.RequestID) {
		refusal = i18n.T("%s (request id %s)", refusal, foreign(s.secrets, answer.RequestID))
	}
	return refusal
}

func (s *sanitizer) private() bool { return s.inner.GetProviderName() == "credential_uri" }

// debugs reports whether DEBUG makes the library print the headers of its requests.
func debugs(variable string) bool { return slices.Contains(strings.Split(variable, ","), "credential") }
