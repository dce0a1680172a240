package credential

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/aliyun/credentials-go/credentials/providers"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/secret"
)

// Time limits of one call through the library, in milliseconds: connecting, and all of the rest.
// The instance's metadata service is local and answers at once or never.
const (
	connectLimit, readLimit                 = 5_000, 10_000
	metadataConnectLimit, metadataReadLimit = 1_000, 2_000
)

func limits() *providers.HttpOptions {
	return &providers.HttpOptions{ConnectTimeout: connectLimit, ReadTimeout: readLimit}
}

// sanitizer wraps each of the library's providers. It remembers the keys that pass, so that the
// next provider's errors can be cleaned of them, and replaces the library's errors with our own.
type sanitizer struct {
	where, peer i18n.Text
	hints       []i18n.Text
	secrets     *secret.Masker
	inner       providers.CredentialsProvider
}

func (s *sanitizer) GetProviderName() string { return s.inner.GetProviderName() }

func (s *sanitizer) GetCredentials() (keys *providers.Credentials, err error) {
	// The library dereferences what an incomplete answer leaves out, an expiry for one.
	defer func() {
		if recover() != nil {
			keys, err = nil, s.failed(i18n.T("the answer is incomplete"))
		}
	}()
	keys, err = s.inner.GetCredentials()
	var ours *Error
	switch {
	case errors.As(err, &ours): // a wrapped provider has sanitized it
		return nil, ours
	case err != nil:
		return nil, s.failed(s.reason(err))
	}
	s.secrets.Add(keys.AccessKeyId, keys.AccessKeySecret, keys.SecurityToken)
	if keys.AccessKeyId == "" || keys.AccessKeySecret == "" ||
		!sound(keys.AccessKeyId) || !sound(keys.AccessKeySecret) || !sound(keys.SecurityToken) {
		return nil, s.failed(i18n.T("the keys in the answer are empty or contain a space or a control character"))
	}
	return keys, nil
}

func (s *sanitizer) failed(reason i18n.Text) *Error {
	return &Error{
		Code: CodeCredentialsUnavailable, Message: i18n.Join(": ", s.where, s.peer, reason), Hints: s.hints,
	}
}

// online refuses to call the library if that would print tokens on standard output, as it does if
// DEBUG names it; it reads the variable once, at the start, and has no other switch.
func (r *resolver) online(where i18n.Text) error {
	if debugs(r.Getenv("DEBUG")) {
		return invalid("%s: DEBUG contains credential, which makes the vendor's library print tokens", where).
			hint("remove credential from DEBUG")
	}
	for _, scheme := range []string{"https", "http"} {
		// The library would bypass a proxy whose URL it cannot parse.
		proxy, err := r.Proxy(&http.Request{URL: &url.URL{Scheme: scheme, Host: "keys.invalid"}})
		if err != nil {
			return invalid("%s: %v", where, err).hint("set the proxy variables to http://HOST:PORT or http://USER:PASSWORD@HOST:PORT; write # as %%23 and %% as %%25")
		}
		if proxy != nil {
			r.secrets.AddUser(proxy.User) // it may repeat what it was sent
		}
	}
	return nil
}
