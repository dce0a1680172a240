package api

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// ProxyRefusal is a proxy's refusal of CONNECT.
type ProxyRefusal struct{ HTTPStatus int }

// Error is Text in English.
func (r ProxyRefusal) Error() string { return r.Text().String() }

// Text names the status.
func (r ProxyRefusal) Text() i18n.Text {
	return i18n.T("the proxy refused the connection with HTTP status %d", r.HTTPStatus)
}

// ErrProxyURL means that the value of a proxy variable is not the URL of a proxy. It may contain a
// password and is not repeated.
var ErrProxyURL = i18n.Errorf("HTTPS_PROXY is not a valid proxy URL")

// EnvironmentProxy gives the function that a transport finds its proxy with, as the client's own
// does: what the environment names, and ErrProxyURL for what it names wrongly.
func EnvironmentProxy(getenv func(string) string) func(*http.Request) (*url.URL, error) {
	return proxyOf(getenv, http.ProxyFromEnvironment)
}

// proxyOf checks the variable of the request's scheme before find chooses by it and NO_PROXY. With
// a URL that cannot be read find would give no proxy, or, for a password with a raw # in it, a host
// named http: nothing is sent then. A loopback host never has a proxy. The client's plain http goes
// only to loopback; HTTP_PROXY matters to a credentials URI.
func proxyOf(getenv func(string) string, find func(*http.Request) (*url.URL, error)) func(*http.Request) (*url.URL, error) {
	readable := map[string]bool{}
	for scheme, names := range map[string][2]string{"https": {"HTTPS_PROXY", "https_proxy"}, "http": {"HTTP_PROXY", "http_proxy"}} {
		readable[scheme] = namesProxy(cmp.Or(getenv(names[0]), getenv(names[1])))
	}
	return func(r *http.Request) (*url.URL, error) {
		if text.IsLoopback(r.URL.Hostname()) {
			return nil, nil
		}
		proxy, err := find(r)
		if err != nil || !readable[r.URL.Scheme] {
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

// namesProxy reports whether net/http reads a text as a URL, or as host and port, and whether
// it knows the scheme: it would speak HTTP to any other.
func namesProxy(text string) bool {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" {
		u, err = url.Parse("http://" + text)
	}
	return text == "" || err == nil && slices.Contains([]string{"http", "https", "socks5", "socks5h"}, u.Scheme) && u.Host != "" && !strings.HasSuffix(u.Host, ":") &&
		(u.Path == "" || u.Path == "/") && u.RawQuery == "" && u.Fragment == "" // they would be parts of a password
}
