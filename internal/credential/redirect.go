package credential

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
)

const redirected = said("the answer is a redirect to another address, which is not followed")

// RefuseRedirects has the vendor's library follow no redirect: the other address, perhaps in the clear,
// would be sent tokens, and its answer would be taken for keys. It is for the whole process and to be
// called before anything is fetched, since the library makes its transports of net/http's own.
func RefuseRedirects() {
	if transport, ok := http.DefaultTransport.(*http.Transport); ok {
		guard(transport)
	}
}

// guard has a transport refuse what a redirect asks for, before there is a connection, and tell a
// proxy's refusal by its status alone: its words may repeat the password.
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
			return said("the proxy refused the connection with HTTP status " + strconv.Itoa(answer.StatusCode))
		}
		return nil
	}
}
