package sign

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // signature version 1 is HMAC-SHA1 by its definition
	"encoding/base64"
	"maps"
)

// MethodV1 is the value of the parameter SignatureMethod in version 1.
const MethodV1 = "HMAC-SHA1"

// signatureParam is the one parameter that is not signed itself.
const signatureParam = "Signature"

// StringToSignV1 gives the text that version 1 signs: the HTTP method, the path "/" and all
// parameters, those of the query and of the form together, but for Signature itself.
func StringToSignV1(method string, params map[string]string) string {
	signed := maps.Clone(params)
	delete(signed, signatureParam)
	return method + "&" + Escape("/") + "&" + Escape(Query(signed))
}

// SignatureV1 gives the base64 signature of a request's method and parameters.
func SignatureV1(method string, params map[string]string, secret string) string {
	mac := hmac.New(sha1.New, []byte(secret+"&"))
	mac.Write([]byte(StringToSignV1(method, params)))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// VerifyV1 reports whether the parameter Signature is the one that the secret gives for the others.
func VerifyV1(method string, params map[string]string, secret string) bool {
	return equal(params[signatureParam], SignatureV1(method, params, secret))
}
