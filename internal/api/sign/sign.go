// Package sign computes and verifies the signatures of Alibaba Cloud's RPC gateways: V3
// (ACS3-HMAC-SHA256) and V1 (HMAC-SHA1). Everything here is a pure function: clock, nonce and
// transport belong to the caller. The client signs with it, the emulator verifies with it.
//
// The rules come from the vendor's public pages on the V3 and the V1 (RPC) signature;
// testdata/vectors.json has the golden values of both.
package sign

import (
	"crypto/subtle"
	"net/url"
	"slices"
	"strings"
)

// Escape is RFC 3986's percent-encoding of a UTF-8 text: letters, digits and "-_.~" stay,
// everything else becomes upper-case %XX, a blank %20.
func Escape(text string) string {
	// QueryEscape differs in one character: it writes a space as a plus.
	return strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}

// Query joins the escaped parameters, sorted by name: the query string or form body that both
// versions sign, and that is sent.
func Query(params map[string]string) string {
	names := make([]string, 0, len(params))
	for name := range params {
		names = append(names, name)
	}
	slices.Sort(names)
	pairs := make([]string, len(names))
	for i, name := range names {
		pairs[i] = Escape(name) + "=" + Escape(params[name])
	}
	return strings.Join(pairs, "&")
}

// equal compares two signatures in constant time.
func equal(a, b string) bool {
	return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1
}
