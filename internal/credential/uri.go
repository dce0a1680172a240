package credential

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/aliyun/credentials-go/credentials/providers"
)

// uriAnswer is how much of a credentials URI's answer is read, in bytes.
const uriAnswer = 64 << 10

// keyServer gets keys from a credentials URI, and keeps them until they expire; without an expiry,
// until fresh ones are asked for. The library would read an endless answer, and this may be any
// server.
type keyServer struct {
	uri   string
	proxy func(*http.Request) (*url.URL, error)
	fetch *fetchState
	keys  *providers.Credentials
	until time.Time
}

func (s *keyServer) GetProviderName() string { return "credential_uri" }

func (s *keyServer) GetCredentials() (*providers.Credentials, error) {
	if s.keys != nil && (s.until.IsZero() || s.until.Sub(s.fetch.now()) > margin) {
		return s.keys, nil
	}
	body, err := s.get(s.fetch.ctx)
	if err != nil {
		return nil, err
	}
	return s.keep(body)
}

func (s *keyServer) get(ctx context.Context) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.uri, http.NoBody)
	if err != nil {
		return nil, says("cannot call the URI")
	}
	transport := &http.Transport{
		Proxy: s.proxy, DisableKeepAlives: true, MaxResponseHeaderBytes: uriAnswer,
		DialContext: (&net.Dialer{Timeout: connectLimit * time.Millisecond}).DialContext,
	}
	guard(transport) // a redirect would give the URI, a key itself, to another host
	client := &http.Client{Timeout: (connectLimit + readLimit) * time.Millisecond, Transport: transport}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, uriAnswer+1))
	switch {
	case err != nil:
		return nil, says("the answer was cut off")
	case len(body) > uriAnswer:
		return nil, says("the answer is larger than 64 KiB")
	case response.StatusCode >= 300 && response.StatusCode < 400:
		return nil, redirected
	case response.StatusCode != http.StatusOK && !json.Valid(body):
		return nil, says("the answer is HTTP status %d", response.StatusCode)
	case response.StatusCode != http.StatusOK:
		return nil, errors.New("get credentials failed: " + string(body)) // never shown: for reason, as the library words it
	}
	return body, nil
}

// keep reads the JSON that the aliyun CLI documents for a credentials URI.
func (s *keyServer) keep(body []byte) (*providers.Credentials, error) {
	var answer struct{ Code, AccessKeyID, AccessKeySecret, SecurityToken, Expiration *string }
	if json.Unmarshal(body, &answer) != nil {
		return nil, says("the answer is not JSON")
	}
	if answer.Code != nil && *answer.Code != "Success" { // the vendor's library wants no code at all
		return nil, errors.New("get credentials failed, Code is not Success: " + string(body)) // never shown, as above
	}
	if answer.AccessKeyID == nil || answer.AccessKeySecret == nil || answer.SecurityToken == nil {
		return nil, errors.New("refresh credentials from a URI failed: " + string(body)) // never shown, as above
	}
	s.until = time.Time{}
	if answer.Expiration != nil && *answer.Expiration != "" {
		until, err := time.Parse("2006-01-02T15:04:05Z", *answer.Expiration)
		if err != nil {
			return nil, says("the answer's expiry is not a valid time")
		}
		s.until = until
	}
	s.keys = &providers.Credentials{
		AccessKeyId: *answer.AccessKeyID, AccessKeySecret: *answer.AccessKeySecret, SecurityToken: *answer.SecurityToken, ProviderName: s.GetProviderName(),
	}
	return s.keys, nil
}
