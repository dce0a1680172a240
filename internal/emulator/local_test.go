package emulator

import (
	"net/http"
	"testing"
)

// A web page knows the keys, since they are public. It cannot keep the browser from saying where a
// request comes from, nor from naming the host that it was sent to.
func TestWebPagesAreRefused(t *testing.T) {
	t.Parallel()
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header[name] = []string{value} }
	}
	host := func(host string) func(*http.Request) { return func(r *http.Request) { r.Host = host } }
	for name, tamper := range map[string]func(*http.Request){
		"origin":                 header("Origin", "https://example.com"),
		"origin of a file":       header("Origin", "null"),
		"origin of this machine": header("Origin", "http://127.0.0.1:8787"),
		"empty origin":           header("Origin", ""),
		"image":                  header("Sec-Fetch-Site", "cross-site"),
		"page of this machine":   header("Sec-Fetch-Site", "same-site"),
		"link in a mail":         header("Sec-Fetch-Site", "none"),
		"rebound name":           host("rebound.example.com"),
		"rebound name and port":  host("rebound.example.com:8787"),
		"name like localhost":    host("localhost.example.com:8787"),
		"name like an address":   host("127.0.0.1.example.com"),
		"the service's name":     host("linkwan.cn-shanghai.aliyuncs.com"),
		"address of no loopback": host("192.0.2.1:8787"),
		"any address":            host("0.0.0.0:8787"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			kept := &journal{}
			// The fault is for the request of a program, which the page's is not to use up.
			s := open(t, Options{Faults: faultsOf(t, "internal*1"), Log: kept.add})
			for _, how := range styles() {
				got := s.send(t, message{style: how, params: set("123", "ClassMode", "C"), tamper: tamper})
				if got.status != http.StatusForbidden || got.code(t) != codeWebPage {
					t.Errorf("%s: %d %s", how.name, got.status, got.body)
				}
				if allowed := got.header.Get("Access-Control-Allow-Origin"); allowed != "" {
					t.Errorf("%s: allows the origin %s", how.name, allowed)
				}
			}
			s.wants(t, codeInternal, message{params: set("123", "ClassMode", "B")})
			if got := s.permission(t, "123")["ClassMode"]; got != "A" {
				t.Errorf("the class is %v", got)
			}
			if logged := kept.all()[0]; logged.Code != codeWebPage || logged.Status != http.StatusForbidden {
				t.Errorf("logged %+v", logged)
			}
		})
	}
}

// What a browser asks before it sends more than a simple request gets no consent.
func TestAPreflightIsRefused(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	r := request(t, http.MethodOptions, s.url, "", "")
	r.Header.Set("Origin", "https://example.com")
	r.Header.Set("Access-Control-Request-Headers", "authorization,x-acs-action")
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusForbidden || response.Header.Get("Access-Control-Allow-Headers") != "" {
		t.Errorf("%d %v", response.StatusCode, response.Header)
	}
}

func TestEveryLoopbackHostIsServed(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	for _, host := range []string{"127.0.0.1", "127.0.0.1:8787", "127.9.9.9:1", "localhost", "LocalHost:65535", "[::1]", "[::1]:8787"} {
		// Version 1 does not sign the host.
		s.wants(t, "", message{params: set("123", "ClassMode", "C"), tamper: func(r *http.Request) { r.Host = host }})
	}
}
