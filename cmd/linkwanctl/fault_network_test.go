//go:build unix

package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestNetworkFaults takes twice the patience of an attempt: the connection does not come about, or
// ends too soon.
func TestNetworkFaults(t *testing.T) {
	t.Parallel()
	testFaults(t, networkFaults())
}

// patience is an attempt's time where time-outs are what is tested: a sound attempt takes some
// milliseconds, so that a hundredfold slowness changes nothing.
const patience = "5s"

func networkFaults() []fault {
	two := []string{"--max-attempts", "2"}
	wait := []string{"--max-attempts", "2", "--attempt-timeout", patience}
	const again = "it is safe to run again"
	resets := "the connection closed before the response"
	closed := carriedOut(func(w http.ResponseWriter, _ *http.Request, _ int, _ []byte) { _ = hijacked(w).Close() })
	dropped := carriedOut(func(w http.ResponseWriter, _ *http.Request, _ int, _ []byte) { reset(hijacked(w)) })
	unanswered := carriedOut(func(_ http.ResponseWriter, r *http.Request, _ int, _ []byte) { <-r.Context().Done() })
	short := written(wholeAnswer("Content-Length: 1000\r\n"))
	chunked := written(func(body []byte) io.Reader {
		return strings.NewReader("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n" + string(body))
	})
	return []fault{
		{name: "name-unknown", world: at("https://" + noName), want: unsent("ConnectionFailed", 1, "no such host", "the host name does not exist: check the endpoint")},
		{name: "refused", world: at("http://127.0.0.1:1"), flags: two, want: unsent("ConnectionFailed", 2, "connection refused", "network")},
		{name: "refused-once", world: world{arrange: refuseOnce}, want: done(2)},
		{name: "reset-before-once", raw: resetAfter(1), times: 1, want: done(2)},
		{name: "reset-before", raw: resetAfter(1), flags: two, want: lost("ConnectionLost", 2, oldValues, resets, again)},
		{name: "reset-within-once", raw: resetAfter(100), times: 1, want: done(2)},
		{name: "reset-within", raw: resetAfter(100), flags: two, want: lost("ConnectionLost", 2, oldValues, resets, again)},
		{name: "reset-after-once", serve: dropped, times: 1, want: done(2)},
		{name: "reset-after", serve: dropped, flags: two, want: lost("ConnectionLost", 2, newValues, resets, again)},
		{name: "closed-once", serve: closed, times: 1, want: done(2)},
		{name: "closed", serve: closed, flags: two, want: lost("ConnectionLost", 2, newValues, resets, again)},
		{name: "slow-header-once", serve: unanswered, times: 1, flags: wait, want: done(2)},
		{name: "slow-header", serve: unanswered, flags: wait, want: lost("Timeout", 2, newValues, "timed out waiting for the response", again)},
		{name: "silent", serve: silent, flags: []string{"--timeout", patience}, want: lost("Timeout", 1, oldValues, "the call timed out", "--timeout")},
		{name: "slow-body-once", serve: carriedOut(partly), times: 1, flags: wait, want: done(2)},
		{name: "slow-body", serve: carriedOut(partly), flags: wait, want: lost("Timeout", 2, newValues, "timed out", again)},
		{name: "cut-length-once", serve: short, times: 1, want: done(2)},
		{name: "cut-length", serve: short, flags: two, want: lost("ConnectionLost", 2, newValues, "cut off", again)},
		{name: "cut-chunk-once", serve: chunked, times: 1, want: done(2)},
		{name: "cut-chunk", serve: chunked, flags: two, want: lost("ConnectionLost", 2, newValues, "cut off", again)},
	}
}

// noName is a name that does not exist and that no name server is asked for: Go takes one of digits
// alone for none.
const noName = "192.0.2.1.1"

// at leads the program to another endpoint.
func at(endpoint string) world {
	return world{arrange: func(*faultyService) []string { return []string{"LINKWANCTL_ENDPOINT=" + endpoint} }}
}
