package credential

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/aliyun/credentials-go/credentials/providers"

	"linkwanctl/internal/secret"
)

// Time limits of one call through the library, in milliseconds: connecting, and all of the rest.
// The instance's metadata service is one hop away and answers at once or never.
const (
	connectLimit, readLimit                 = 5_000, 10_000
	metadataConnectLimit, metadataReadLimit = 1_000, 2_000
)

func limits() *providers.HttpOptions {
	return &providers.HttpOptions{ConnectTimeout: connectLimit, ReadTimeout: readLimit}
}

// hop stands around each of the library's providers: it learns the keys that pass, so that a later
// error of the next hop can be cleaned of them, and turns each failure into our own words.
type hop struct {
	where, peer string
	hints       []string
	secrets     *secret.Masker
	inner       providers.CredentialsProvider
}

func (h *hop) GetProviderName() string { return h.inner.GetProviderName() }

func (h *hop) GetCredentials() (keys *providers.Credentials, err error) {
	// The library dereferences what an incomplete answer leaves out, an expiry for one.
	defer func() {
		if recover() != nil {
			keys, err = nil, h.failed("the answer lacks a part that every answer has")
		}
	}()
	keys, err = h.inner.GetCredentials()
	var ours *Error
	switch {
	case errors.As(err, &ours): // a hop further down has said it
		return nil, ours
	case err != nil:
		return nil, h.failed(h.reason(err))
	}
	h.secrets.Add(keys.AccessKeyId, keys.AccessKeySecret, keys.SecurityToken)
	if keys.AccessKeyId == "" || keys.AccessKeySecret == "" ||
		!sound(keys.AccessKeyId) || !sound(keys.AccessKeySecret) || !sound(keys.SecurityToken) {
		return nil, h.failed("the keys in the answer are empty or hold a blank or control character")
	}
	return keys, nil
}

func (h *hop) failed(reason string) *Error {
	return &Error{
		Code: CodeCredentialsUnavailable, Message: h.where + ": " + h.peer + ": " + reason, Hints: h.hints,
	}
}

// online refuses to call through the library where that would print tokens on standard output, which
// it does where DEBUG names it; it reads the variable once, at start, and cannot be told otherwise.
func (r *resolver) online(where string) error {
	if debugs(r.Getenv("DEBUG")) {
		return invalid("%s: with credential in DEBUG the vendor's library prints tokens on standard output", where).
			hint("take credential out of the variable DEBUG")
	}
	for _, scheme := range []string{"https", "http"} {
		// The library would go past a proxy that it cannot read.
		proxy, err := r.Proxy(&http.Request{URL: &url.URL{Scheme: scheme, Host: "keys.invalid"}})
		if err != nil {
			return invalid("%s: %v", where, err).hint("set the proxy variables to http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, with %%23 for a # and %%25 for a %% in them")
		}
		if proxy != nil {
			r.secrets.AddUser(proxy.User) // it may repeat what it was sent
		}
	}
	return nil
}
