package api

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"

	"linkwanctl/internal/i18n"
)

// answerLimit is how much of an answer is read; the service's largest pages stay far below.
const answerLimit = 8 << 20

// send is the end of the chain: it sends the request and reads the answer, whole, within the
// attempt's time.
func send(o Options) handler {
	transport := o.Transport
	if transport == nil {
		transport = newTransport(o.ConnectTimeout)
	}
	return func(ctx context.Context, x *exchange) error {
		sending, end := newOutgoing(ctx, o.AttemptTimeout, x.ready)
		defer end()
		request := x.request.WithContext(sending.attempt)
		defer o.waits(x, WaitAnswer)()
		x.status, x.header, x.body = 0, http.Header{}, nil
		x.keys.AddUser(proxyUser(transport, request))
		// RoundTrip rather than a http.Client: it follows no redirect and wraps no error in one
		// that contains the URL.
		response, err := transport.RoundTrip(request)
		if err != nil {
			return sending.failure(err)
		}
		defer func() { _ = response.Body.Close() }()
		x.status, x.header = response.StatusCode, response.Header
		if x.status == http.StatusSwitchingProtocols {
			// Its body is the connection itself, which no context ends.
			return &Error{Code: CodeInvalidAnswer, Message: i18n.T("HTTP status 101: unexpected switch to another protocol"), HTTPStatus: x.status, Outcome: Unknown, class: unsure}
		}
		x.body, err = io.ReadAll(io.LimitReader(response.Body, answerLimit+1))
		switch {
		case err != nil:
			return transportError(sending.sent, sending.attempt, err, true)
		case len(x.body) > answerLimit:
			return &Error{Code: CodeInvalidAnswer, Message: i18n.T("the response is longer than 8 MiB"), HTTPStatus: x.status, Outcome: Unknown}
		}
		return nil
	}
}

// transportError classifies a failed exchange of bytes.
func transportError(call, attempt context.Context, err error, sent bool) *Error {
	outcome := NotSent
	if sent {
		outcome = Unknown
	}
	var timeout net.Error
	switch {
	case call.Err() != nil:
		return interrupted(call, err, outcome)
	case attempt.Err() != nil, errors.As(err, &timeout) && timeout.Timeout():
		return &Error{Code: CodeTimeout, Message: timeoutMessage(sent), Outcome: outcome, class: unsure, cause: err}
	case sent && errors.Is(err, io.ErrUnexpectedEOF):
		return &Error{Code: CodeConnectionLost, Message: i18n.T("the response was cut off"), Outcome: Unknown, class: unsure, cause: err}
	case sent && !isConnection(err):
		// net/http's own words would quote what came, and with that perhaps the credential.
		return &Error{Code: CodeInvalidAnswer, Message: i18n.T("the response is not valid HTTP"), Outcome: Unknown, class: unsure, cause: err}
	case !sent && !isConnection(err) && !isHandshake(err):
		// The same of a proxy, which was sent the user's password.
		return &Error{Code: CodeConnectionFailed, Message: i18n.T("the proxy's response is not valid HTTP"), Outcome: NotSent, class: unsure, cause: err}
	case sent:
		return &Error{Code: CodeConnectionLost, Message: i18n.T("the connection closed before the response: %s", err), Outcome: Unknown, class: unsure, cause: err}
	}
	failure := &Error{Code: CodeConnectionFailed, Message: i18n.Of(err), Outcome: NotSent, class: unsure, cause: err}
	if isLasting(err) {
		failure.class = final
	}
	return failure
}

// isConnection reports whether the connection ended or broke; any other failure of reading an
// answer is about what was read.
func isConnection(err error) bool {
	var broken net.Error
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &broken) ||
		err.Error() == "http: server closed idle connection" // it has no name
}

// isHandshake reports whether the failure is of TLS, or of a proxy in words of our own. None of
// them quotes the answer.
func isHandshake(err error) bool {
	var refusal ProxyRefusal
	return strings.HasPrefix(err.Error(), "tls: ") || errors.As(err, &refusal) || errors.Is(err, ErrProxyURL)
}

func timeoutMessage(sent bool) i18n.Text {
	if sent {
		return i18n.T("timed out waiting for the response")
	}
	return i18n.T("timed out while connecting")
}

// interrupted is the failure of a call whose context ended: the caller gave up, or the call's time
// ran out.
func interrupted(ctx context.Context, err error, outcome Outcome) *Error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &Error{Code: CodeTimeout, Message: i18n.T("the call timed out"), Outcome: outcome, cause: err}
	}
	return &Error{Code: CodeInterrupted, Message: i18n.T("the call was cancelled"), Outcome: outcome, cause: context.Canceled}
}
