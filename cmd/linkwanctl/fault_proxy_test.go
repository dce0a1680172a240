//go:build unix && !darwin

package main

import (
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// behind is the endpoint behind the proxy, the only one that knows where it is.
const behind = "linkwan.example.invalid"

// TestProxyFaults takes twice the patience of a connection: the proxy of HTTPS_PROXY does not lead
// to the service. One that does is the control.
func TestProxyFaults(t *testing.T) {
	t.Parallel()
	testFaults(t, proxyFaults())
}

func proxyFaults() []fault {
	two := []string{"--max-attempts", "2"}
	silent := []string{"--max-attempts", "2", "--connect-timeout", patience, "--attempt-timeout", "1m", "--timeout", "3m"}
	refusal := "the proxy refused the connection with HTTP status "
	const variables = "the proxy in HTTPS_PROXY"
	return []fault{
		{name: "proxy-sound", world: proxied(http.StatusOK, false), want: done(1)},
		{name: "proxy-407", world: proxied(http.StatusProxyAuthRequired, false), want: unsent("ConnectionFailed", 1, refusal+"407", "user and password")},
		{name: "proxy-403", world: proxied(http.StatusForbidden, false), want: unsent("ConnectionFailed", 1, refusal+"403", variables)},
		{name: "proxy-502-once", world: proxied(http.StatusBadGateway, true), want: done(2)},
		{name: "proxy-502", world: proxied(http.StatusBadGateway, false), flags: two, want: unsent("ConnectionFailed", 2, refusal+"502", variables)},
		{name: "proxy-refused", world: through("@127.0.0.1:1"), flags: two, want: unsent("ConnectionFailed", 2, "proxyconnect tcp: dial tcp 127.0.0.1:1: connect: connection refused", "proxy variables")},
		{name: "proxy-silent", world: proxied(0, false), flags: silent, want: unsent("Timeout", 2, "timed out while connecting", "--connect-timeout")},
		{name: "proxy-socks-silent", world: silentSOCKS(), flags: silent, want: unsent("Timeout", 2, "timed out while connecting", "--connect-timeout")},
		{name: "proxy-hash-in-password", world: through("#@127.0.0.1:1"), want: unsent("ConnectionFailed", 1, "is not a valid proxy URL", "proxy variables")},
		{name: "proxy-percent-in-password", world: through("%@127.0.0.1:1"), want: unsent("ConnectionFailed", 1, "is not a valid proxy URL", "proxy variables")},
	}
}

// through leads the program to a service behind a proxy, of whose URL the rest stands behind the
// password.
func through(rest string) world {
	w := world{security: &security{host: behind, life: time.Hour, newest: tls.VersionTLS13, trusted: true}}
	w.arrange = func(*faultyService) []string { return proxyEnvironment(rest) }
	return w
}

// proxyEnvironment puts the rest behind the password.
func proxyEnvironment(rest string) []string {
	return []string{"LINKWANCTL_ENDPOINT=https://" + behind, "HTTPS_PROXY=http://test-proxy-user:" + proxyPassword + rest}
}

// proxied is through with a proxy that answers CONNECT with a status, the first time or always, and
// joins the connection to the service otherwise. It says nothing at all where the status is 0.
func proxied(status int, once bool) world {
	w := through("")
	w.arrange = func(s *faultyService) []string {
		asked := 0
		proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			s.mu.Lock()
			asked++
			refused := status != http.StatusOK && (asked == 1 || !once)
			if refused {
				s.broken++
			}
			s.mu.Unlock()
			switch {
			case r.Method != http.MethodConnect || r.Host != behind+":443" || r.Header.Get("Proxy-Authorization") == "":
				s.t.Errorf("the proxy was asked %s %s, with %v", r.Method, r.Host, r.Header)
			case refused && status == 0:
				<-r.Context().Done()
			case refused:
				w.WriteHeader(status)
			default:
				s.join(w)
			}
		}))
		s.t.Cleanup(proxy.Close)
		return proxyEnvironment("@" + strings.TrimPrefix(proxy.URL, "http://"))
	}
	return w
}

// silentSOCKS is through with a SOCKS proxy that accepts and says nothing.
func silentSOCKS() world {
	w := through("")
	w.arrange = func(s *faultyService) []string {
		listener := listen(s.t)
		go func() {
			for {
				client, err := listener.Accept()
				if err != nil {
					return
				}
				s.mu.Lock()
				s.broken++
				s.mu.Unlock()
				go func() {
					_, _ = io.Copy(io.Discard, client)
					_ = client.Close()
				}()
			}
		}()
		return []string{"LINKWANCTL_ENDPOINT=https://" + behind, "HTTPS_PROXY=socks5://test-proxy-user:" + proxyPassword + "@" + listener.Addr().String()}
	}
	return w
}

// join makes a tunnel to the service.
func (s *faultyService) join(w http.ResponseWriter) {
	service, err := net.Dial("tcp", s.address)
	if err != nil {
		s.t.Error(err)
		return
	}
	client := hijacked(w)
	_, _ = io.WriteString(client, "HTTP/1.1 200 Connection established\r\n\r\n")
	go func() {
		_, _ = io.Copy(service, client)
		_ = service.Close()
	}()
	_, _ = io.Copy(client, service)
	_ = client.Close()
}
