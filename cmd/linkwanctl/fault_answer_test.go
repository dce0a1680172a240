//go:build unix

package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestAnswerFaults: an answer comes, and it is not the service's, or not whole.
func TestAnswerFaults(t *testing.T) {
	t.Parallel()
	testFaults(t, append(answerFaults(), redirects()...))
}

const page = "<!DOCTYPE html><html><body>Please log in</body></html>"

func answerFaults() []fault {
	two := []string{"--max-attempts", "2"}
	ample := []string{"--attempt-timeout", "1m", "--timeout", "3m", "--max-attempts", "2"} // the end is to come from a bound, not from the time
	const again = "it is safe to run again"
	const foreign = "answers in its place"
	plain := http.Header{"Content-Type": {"text/plain"}}
	garbage := replaced("\x1b[31m\x00\xff<>")
	lengths := written(wholeAnswer("Content-Length: 10\r\nContent-Length: 20\r\n"))
	header := written(wholeAnswer("Content-Type application/json\r\n"))
	ssh := written(func([]byte) io.Reader { return strings.NewReader("SSH-2.0-OpenSSH_9.2\r\n") })
	return []fault{
		{name: "plain-text", serve: labelled(plain), want: done(1)},
		{name: "gzip-label", serve: labelled(http.Header{"Content-Encoding": {"gzip"}}), want: done(1)},
		{name: "gzip-once", serve: compressed(), times: 1, want: done(2)},
		{name: "gzip", serve: compressed(), flags: two, want: lost("InvalidAnswer", 2, newValues, "unexpected compressed response", again)},
		{name: "empty-once", serve: replaced(""), times: 1, want: done(2)},
		{name: "empty", serve: replaced(""), flags: two, want: lost("InvalidAnswer", 2, newValues, "HTTP status 200: empty response", again)},
		{name: "garbage-once", serve: garbage, times: 1, want: done(2)},
		{name: "garbage", serve: garbage, flags: two, want: lost("InvalidAnswer", 2, newValues, "neither JSON nor XML", again)},
		{name: "html-once", serve: instead(200, page, "Content-Type", "text/html"), times: 1, want: done(2)},
		{name: "html", serve: instead(200, page, "Content-Type", "text/html"), flags: two, want: lost("InvalidAnswer", 2, oldValues, "an HTML page", foreign)},
		{name: "html-said-json", serve: instead(200, page, "Content-Type", "application/json"), flags: two, want: lost("InvalidAnswer", 2, oldValues, "an HTML page", foreign)},
		{name: "html-forbidden", serve: instead(403, page, "Content-Type", "text/html"), want: lost("InvalidAnswer", 1, oldValues, "HTTP status 403: an HTML page", foreign)},
		{name: "two-lengths-once", serve: lengths, times: 1, want: done(2)},
		{name: "two-lengths", serve: lengths, flags: two, want: lost("InvalidAnswer", 2, newValues, "not valid HTTP", again)},
		{name: "bad-header-once", serve: header, times: 1, want: done(2)},
		{name: "bad-header", serve: header, flags: two, want: lost("InvalidAnswer", 2, newValues, "not valid HTTP", again)},
		{name: "not-http-once", serve: ssh, times: 1, want: done(2)},
		{name: "not-http", serve: ssh, flags: two, want: lost("InvalidAnswer", 2, newValues, "not valid HTTP", again)},
		{name: "success-in-another-case", serve: instead(200, `{"success":true,"requestId":"R"}`), flags: two, want: lost("InvalidAnswer", 2, oldValues, "neither success nor failure", foreign)},
		{name: "success-twice", serve: instead(200, `{"RequestId":"R","Success":false,"Success":true}`), flags: two, want: lost("InvalidAnswer", 2, oldValues, "a field twice", foreign)},
		{name: "success-contradicted", serve: instead(200, `{"RequestId":"R","Success":true,"success":false}`), flags: two, want: lost("InvalidAnswer", 2, oldValues, "differs in case", foreign)},
		{name: "xml-and-a-page", serve: instead(200, `<R><RequestId>R</RequestId><Success>true</Success></R>`+page), flags: two, want: lost("InvalidAnswer", 2, oldValues, "incomplete or invalid", foreign)},
		{name: "switch-of-protocols", serve: switches(), flags: two, want: lost("InvalidAnswer", 2, newValues, "HTTP status 101: unexpected switch to another protocol", again)},
		{name: "endless-header", serve: written(endless("HTTP/1.1 200 OK\r\n", "X-Filler: filler\r\n")), flags: ample, want: lost("InvalidAnswer", 2, newValues, "not valid HTTP", again)},
		{name: "endless-1xx", serve: written(endless("", "HTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n")), flags: ample, want: lost("InvalidAnswer", 2, newValues, "not valid HTTP", again)},
		{name: "endless-body", serve: written(endless("HTTP/1.1 200 OK\r\n\r\n{\"RequestId\":\"", "x")), flags: ample, want: lost("InvalidAnswer", 1, newValues, "longer than 8 MiB", again)},
	}
}

// redirects are not followed, neither to the same host nor to another one.
func redirects() []fault {
	var rows []fault
	for _, status := range []int{301, 302, 307, 308} {
		for _, host := range []string{"same", "other"} {
			rows = append(rows, fault{
				name: fmt.Sprintf("redirect-%d-%s", status, host), serve: redirect(status, host == "other"),
				want: lost("InvalidAnswer", 1, oldValues, "a redirect to another address, not followed", "answers in its place"),
			})
		}
	}
	return rows
}

// redirect sends the caller away. Whoever comes to the other host is counted.
func redirect(status int, other bool) step {
	return func(s *faultyService, w http.ResponseWriter, _ *http.Request) {
		target := s.url + "/login"
		if other {
			target = s.other + "/login"
		}
		w.Header().Set("Location", target)
		w.WriteHeader(status)
	}
}

// otherHost is a host that counts its connections: whoever comes has been led astray.
func (s *faultyService) otherHost() string {
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.foreign++
		}
	}
	server.Start()
	s.t.Cleanup(server.Close)
	return server.URL
}

// replaced lets the service do it and answers something else.
func replaced(text string) step {
	return carriedOut(func(w http.ResponseWriter, _ *http.Request, _ int, _ []byte) { _, _ = w.Write([]byte(text)) })
}

// switches lets the service do it and answers 101, and says no more.
func switches() step {
	return carriedOut(func(w http.ResponseWriter, _ *http.Request, _ int, _ []byte) {
		c := hijacked(w)
		_, _ = io.WriteString(c, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n")
		_, _ = io.Copy(io.Discard, c) // until the program gives it up
		_ = c.Close()
	})
}

// labelled gives the service's answer with other headers.
func labelled(header http.Header) step {
	return carriedOut(func(w http.ResponseWriter, _ *http.Request, status int, body []byte) {
		for name, values := range header {
			w.Header()[name] = values
		}
		w.WriteHeader(status)
		_, _ = w.Write(body)
	})
}

// compressed gives the service's answer in gzip, which was not asked for.
func compressed() step {
	return carriedOut(func(w http.ResponseWriter, _ *http.Request, status int, body []byte) {
		var short bytes.Buffer
		z := gzip.NewWriter(&short)
		_, _ = z.Write(body)
		_ = z.Close()
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write(short.Bytes())
	})
}
