package api

import (
	"net/http"
	"strings"

	"linkwanctl/internal/api/sign"
	"linkwanctl/internal/secret"
)

// Preview is a request as it would be sent, credentials and signature masked.
type Preview struct {
	Method  string            `json:"Method"`
	URL     string            `json:"Url"`
	Headers map[string]string `json:"Headers"`
	// Parameters are the API's: of the query, or of signature version 1's form.
	Parameters map[string]string `json:"Parameters"`
}

// NewPreview makes the request of a call without credentials and without sending it.
func NewPreview(o Options, call Call) Preview {
	o = withDefaults(o)
	x := &exchange{call: call, credential: secret.New(secret.Hidden, "", "")}
	signer{options: o, clock: &clock{now: o.Now}}.sign(x)
	p := Preview{Method: x.request.Method, URL: x.request.URL.String(), Headers: map[string]string{"Host": o.Endpoint.Host}, Parameters: map[string]string{}}
	for name, values := range maskedHeader(x.request.Header) {
		p.Headers[name] = strings.Join(values, ", ")
	}
	parameters := call.Params
	if x.form != nil {
		parameters = x.form
	}
	for name, value := range parameters {
		p.Parameters[name] = maskedParam(name, value)
	}
	return p
}

// maskedHeader is a request's header without what proves who sent it.
func maskedHeader(header http.Header) http.Header {
	shown := header.Clone()
	for _, name := range []string{"X-Acs-Security-Token", "X-Acs-Accesskey-Id"} {
		if shown.Get(name) != "" {
			shown.Set(name, secret.Hidden)
		}
	}
	if a, err := sign.ParseAuthorization(shown.Get("Authorization")); err == nil {
		a.AccessKeyID, a.Signature = secret.Hidden, secret.Hidden
		shown.Set("Authorization", a.String())
	}
	return shown
}

// maskedParam is a form parameter's value without what proves who sent it.
func maskedParam(name, value string) string {
	switch name {
	case "AccessKeyId", "Signature", "SecurityToken":
		return secret.Hidden
	}
	return value
}
