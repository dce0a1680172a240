//go:build unix

package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// talkative asks the first caller to come again, and then says on the connection, which is idle,
// all that it heard. The second request is answered once the first connection has been closed.
func talkative(t *testing.T) (address string) {
	t.Helper()
	listener := listen(t)
	go func() {
		for {
			first, heard := next(listener)
			if first == nil {
				return
			}
			_, _ = io.WriteString(first, sized("400 Bad Request\r\nx-acs-retry-after: 200", document("Throttling.User"))+"HTTP/1.1 400 "+heard+"\r\n\r\n"+heard)
			_, _ = io.Copy(io.Discard, first) // up to where the caller closes it
			_ = first.Close()
			second, _ := next(listener)
			if second == nil {
				return
			}
			_, _ = io.WriteString(second, sized("200 OK", `{"RequestId":"R-2","Success":true}`))
			_ = second.Close()
		}
	}()
	return listener.Addr().String()
}

// next is the next connection with a request, and all that the request says.
func next(listener net.Listener) (net.Conn, string) {
	connection, err := listener.Accept()
	if err != nil {
		return nil, ""
	}
	request, err := http.ReadRequest(bufio.NewReader(connection))
	if err != nil {
		return nil, ""
	}
	body, _ := io.ReadAll(request.Body)
	form, _ := url.ParseQuery(string(body))
	return connection, strings.ReplaceAll(fmt.Sprint(request.Header, string(body), form), "\n", " ")
}

func sized(status, body string) string {
	return fmt.Sprintf("HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s", status, len(body), body)
}

// net/http writes what comes on an idle connection to the standard logger, as it came. Nothing but
// the program itself writes to stderr.
func TestAnUnsolicitedAnswerIsNotShown(t *testing.T) {
	t.Parallel()
	secrets := []string{"test-unsolicited-id", "test-unsolicited-secret", "test-unsolicited-token"}
	for _, version := range []string{"1", "3"} {
		for _, how := range [][]string{nil, {"-q"}, {"-o", "json"}, {"-o", "json", "-q"}, {"--debug"}} {
			t.Run(version+" "+strings.Join(how, " "), func(t *testing.T) {
				t.Parallel()
				v := newVictim(t, "LINKWANCTL_ENDPOINT=http://"+talkative(t), "LINKWANCTL_MAX_ATTEMPTS=2", "LINKWANCTL_SIGNATURE_VERSION="+version,
					"ALIBABA_CLOUD_ACCESS_KEY_ID="+secrets[0], "ALIBABA_CLOUD_ACCESS_KEY_SECRET="+secrets[1], "ALIBABA_CLOUD_SECURITY_TOKEN="+secrets[2])
				got := v.run(t, []int{0}, append([]string{"joinperm", "update", "123", "--class-mode", "A"}, how...)...)
				debug := len(how) > 0 && how[0] == "--debug"
				if got.stderr != "" && !debug || strings.Contains(got.stderr, "Unsolicited") {
					t.Errorf("stderr has %s", got.stderr)
				}
				if debug && !strings.Contains(got.stderr, "attempt 2") {
					t.Errorf("there was no second attempt: %s", got.stderr)
				}
				for _, secret := range secrets {
					if strings.Contains(got.stdout+got.stderr, secret) {
						t.Errorf("%s shows: %s", secret, got.stderr)
					}
				}
			})
		}
	}
}
