package api

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/http/httpproxy"
)

// ProxyRefusal is a proxy's refusal of CONNECT.
type ProxyRefusal struct{ HTTPStatus int }

// Error names the status.
func (r ProxyRefusal) Error() string {
	return fmt.Sprintf("the proxy refused the connection with HTTP status %d", r.HTTPStatus)
}

// ErrProxyURL means that the value of a proxy variable is not the URL of a proxy. It may contain a
// password and is not repeated.
var ErrProxyURL = errors.New("what HTTPS_PROXY holds is not the URL of a proxy")

// unreadable replaces a proxy URL that cannot be parsed.
const unreadable = "http://unreadable.invalid"

// EnvironmentProxy gives the function that a transport finds its proxy with, as the client's own
// does: what the environment names, and ErrProxyURL for what it names wrongly.
func EnvironmentProxy() func(*http.Request) (*url.URL, error) {
	return proxyOf(httpproxy.FromEnvironment())
}

// proxyOf gives the proxy of a request, none for a loopback host. With a URL that cannot be read
// the package would go without a proxy, or, for a password with a raw # in it, to a host named
// http: nothing is sent then. The client's plain http goes only to loopback; HTTP_PROXY matters to
// a credentials URI.
func proxyOf(environment *httpproxy.Config) func(*http.Request) (*url.URL, error) {
	for _, proxy := range []*string{&environment.HTTPSProxy, &environment.HTTPProxy} {
		if !namesProxy(*proxy) {
			*proxy = unreadable
		}
	}
	find := environment.ProxyFunc()
	return func(r *http.Request) (*url.URL, error) {
		proxy, err := find(r.URL)
		if err != nil || proxy != nil && proxy.String() == unreadable {
			return nil, ErrProxyURL
		}
		return proxy, nil
	}
}

// proxyUser is the user that a request sends to its proxy, nil without one.
func proxyUser(transport http.RoundTripper, request *http.Request) *url.Userinfo {
	t, ok := transport.(*http.Transport)
	if !ok || t.Proxy == nil {
		return nil
	}
	proxy, err := t.Proxy(request)
	if err != nil || proxy == nil {
		return nil
	}
	return proxy.User
}

// namesProxy reports whether httpproxy reads a text as a URL, or as host and port, and whether
// net/http knows the scheme: it would speak HTTP to any other.
func namesProxy(text string) bool {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" {
		u, err = url.Parse("http://" + text)
	}
	return text == "" || err == nil && slices.Contains([]string{"http", "https", "socks5", "socks5h"}, u.Scheme) && u.Host != "" && !strings.HasSuffix(u.Host, ":") &&
		(u.Path == "" || u.Path == "/") && u.RawQuery == "" && u.Fragment == "" // they would be parts of a password
}
