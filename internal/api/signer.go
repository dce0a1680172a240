package api

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"linkwanctl/internal/api/sign"
)

// signer makes the signed request of an attempt: a new nonce and the time of the attempt each time.
type signer struct {
	options Options
	clock   *clock
}

const timeFormat = "2006-01-02T15:04:05Z"

func signed(s signer, next handler) handler {
	return func(ctx context.Context, x *exchange) error {
		s.sign(x)
		return next(ctx, x)
	}
}

func (s signer) sign(x *exchange) {
	if s.options.SignatureVersion == 1 {
		s.signV1(x)
		return
	}
	s.signV3(x)
}

// signV3 puts the parameters into the query and the signature into headers.
func (s signer) signV3(x *exchange) {
	message := sign.Message{
		Method: http.MethodPost, Path: "/", Query: x.call.Params,
		Header: map[string]string{
			"host":                  s.endpoint(x.call).Host,
			"x-acs-action":          x.call.Action,
			"x-acs-version":         x.call.version(),
			"x-acs-date":            s.clock.time().Format(timeFormat),
			"x-acs-signature-nonce": s.options.Nonce(),
			"x-acs-content-sha256":  sign.HashV3(nil),
		},
	}
	if token := x.credential.SecurityToken(); token != "" {
		message.Header["x-acs-security-token"] = token
		message.Header["x-acs-accesskey-id"] = x.credential.AccessKeyID()
	}
	x.form = nil
	x.stringToSign = message.CanonicalRequest(message.SignedHeaders())
	x.request = s.newRequest(x.call, "")
	x.request.URL.RawQuery = sign.Query(x.call.Params)
	for name, value := range message.Header {
		if name != "host" {
			x.request.Header.Set(name, value)
		}
	}
	authorization := sign.AuthorizationV3(message, x.credential)
	_, signature, _ := strings.Cut(authorization, "Signature=")
	x.signatures.Add(signature)
	x.request.Header.Set("Authorization", authorization)
}

// signV1 puts everything into a form: in a URL the key and the signature would be in every proxy's
// log.
func (s signer) signV1(x *exchange) {
	form := map[string]string{
		"Action":           x.call.Action,
		"Version":          x.call.version(),
		"Format":           "JSON", // the service answers XML without it
		"AccessKeyId":      x.credential.AccessKeyID(),
		"SignatureMethod":  sign.MethodV1,
		"SignatureVersion": "1.0",
		"SignatureNonce":   s.options.Nonce(),
		"Timestamp":        s.clock.time().Format(timeFormat),
	}
	if token := x.credential.SecurityToken(); token != "" {
		form["SecurityToken"] = token
	}
	for name, value := range x.call.Params {
		form[name] = value
	}
	x.stringToSign = sign.StringToSignV1(http.MethodPost, form)
	form["Signature"] = sign.SignatureV1(http.MethodPost, form, x.credential.AccessKeySecret())
	x.signatures.Add(form["Signature"])
	x.form = form
	x.request = s.newRequest(x.call, sign.Query(form))
	x.request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
}

func (s signer) newRequest(call Call, body string) *http.Request {
	// It cannot fail: the method is a constant and the endpoint was parsed.
	request, err := http.NewRequest(http.MethodPost, s.endpoint(call).url(), strings.NewReader(body)) //nolint:noctx // send gives it the attempt's context
	if err != nil {
		panic(errors.Join(errors.New("the endpoint makes no request"), err)) // never shown
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("User-Agent", s.options.UserAgent)
	return request
}
