package credential

import (
	"context"
	"net/http"
	"net/url"
)

var redirected = says("the answer is a redirect, which linkwanctl does not follow")

// RefuseRedirects keeps the vendor's library from following redirects: it would send tokens to the
// other address, perhaps unencrypted, and take the answer for keys. It affects the whole process;
// call it before anything is fetched, since the library copies net/http's default transport.
func RefuseRedirects() {
	if transport, ok := http.DefaultTransport.(*http.Transport); ok {
		guard(transport)
	}
}

// guard makes a transport refuse redirects before there is a connection, and report a proxy's
// refusal by its status only: its text may repeat the password.
func guard(transport *http.Transport) {
	proxy := transport.Proxy
	transport.Proxy = func(r *http.Request) (*url.URL, error) {
		if r.Response != nil { // the redirect
			return nil, redirected
		}
		return proxy(r)
	}
	transport.OnProxyConnectResponse = func(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
		if answer.StatusCode != http.StatusOK {
			return says("the proxy refused the connection with HTTP status %d", answer.StatusCode)
		}
		return nil
	}
}
