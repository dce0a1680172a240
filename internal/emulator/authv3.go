package emulator

import (
	"net/http"
	"strings"

	"linkwanctl/internal/api/sign"
)

// claimV3 reads the Authorization header and the x-acs-* ones. A header that is not there is named,
// in the code, as version 1 names what it carries.
func claimV3(c *call) (claim, error) {
	if c.header.Get("Authorization") == "" {
		return claim{}, missing("AccessKeyId")
	}
	said, err := sign.ParseAuthorization(c.header.Get("Authorization"))
	if err != nil {
		return claim{}, refuse(codeIncomplete)
	}
	for _, needed := range [][2]string{
		{"x-acs-date", "Timestamp"}, {"x-acs-signature-nonce", "SignatureNonce"}, {"x-acs-content-sha256", "ContentSha256"},
	} {
		if header, name := needed[0], needed[1]; c.header.Get(header) == "" {
			f := missing(name)
			f.message = header + " is mandatory for this action."
			return claim{}, f
		}
	}
	return claim{
		keyID: said.AccessKeyID, token: c.header.Get("x-acs-security-token"),
		timestamp: c.header.Get("x-acs-date"), nonce: c.header.Get("x-acs-signature-nonce"),
		verify: func(secret string) error { return c.verifyV3(said, secret) },
	}, nil
}

// verifyV3 checks the hash of the body too: the signature covers the header that has it, but would
// not show that a body was replaced while this header was not.
func (c *call) verifyV3(said sign.Authorization, secret string) error {
	m := c.message()
	if !sign.VerifyV3(m, said, secret) {
		canonical := m.CanonicalRequest(said.SignedHeaders)
		return &failure{http.StatusBadRequest, codeSignature, "Specified signature does not match our calculation. server StringToSign is [" +
			sign.StringToSignV3(canonical) + "] server CanonicalRequest is [" + canonical + "]", nil}
	}
	if !strings.EqualFold(c.header.Get("x-acs-content-sha256"), sign.HashV3(c.body)) {
		return &failure{http.StatusBadRequest, codeSignature, "The header x-acs-content-sha256 does not match the body.", nil}
	}
	return nil
}

// message is the call as version 3 signs it. Go's server keeps the Host header apart from the
// others.
func (c *call) message() sign.Message {
	header := map[string]string{"host": c.host}
	for name, values := range c.header {
		header[strings.ToLower(name)] = strings.Join(values, ",")
	}
	return sign.Message{Method: c.method, Path: "/", Query: c.query, Header: header, Body: c.body}
}
