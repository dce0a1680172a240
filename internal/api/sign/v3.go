package sign

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"linkwanctl/internal/secret"
)

// AlgorithmV3 is the first word of version 3's Authorization header.
const AlgorithmV3 = "ACS3-HMAC-SHA256"

// Message is the part of an HTTP request that version 3 signs.
type Message struct {
	Method string            // upper-case
	Path   string            // as in the request line, "/" for RPC
	Query  map[string]string // not escaped
	Header map[string]string // names in lower case, "host" among them
	Body   []byte
}

// HashV3 is the hex SHA-256 of a body, the value of x-acs-content-sha256.
func HashV3(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// SignedHeaders are the names of the headers that must be signed: host, content-type and every
// x-acs-*, sorted.
func (m Message) SignedHeaders() []string {
	var names []string
	for name := range m.Header {
		if name == "host" || name == "content-type" || strings.HasPrefix(name, "x-acs-") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// CanonicalRequest is the text whose hash is signed, with the headers named.
func (m Message) CanonicalRequest(signedHeaders []string) string {
	var headers strings.Builder
	for _, name := range signedHeaders {
		headers.WriteString(name + ":" + strings.TrimSpace(m.Header[name]) + "\n")
	}
	return strings.Join([]string{
		m.Method, m.Path, Query(m.Query), headers.String(), strings.Join(signedHeaders, ";"), HashV3(m.Body),
	}, "\n")
}

// StringToSignV3 returns the text that is signed for a canonical request.
func StringToSignV3(canonicalRequest string) string {
	return AlgorithmV3 + "\n" + HashV3([]byte(canonicalRequest))
}

func signatureV3(m Message, signedHeaders []string, secret string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(StringToSignV3(m.CanonicalRequest(signedHeaders))))
	return hex.EncodeToString(mac.Sum(nil))
}

// AuthorizationV3 gives the Authorization header of a message. A temporary credential's token must
// be among the message's headers already.
func AuthorizationV3(m Message, c secret.Credential) string {
	signed := m.SignedHeaders()
	return Authorization{AccessKeyID: c.AccessKeyID(), SignedHeaders: signed, Signature: signatureV3(m, signed, c.AccessKeySecret())}.String()
}

// Authorization is what version 3's Authorization header says.
type Authorization struct {
	AccessKeyID   string
	SignedHeaders []string // lower case, sorted
	Signature     string   // hex
}

// String gives the header's text.
func (a Authorization) String() string {
	return AlgorithmV3 + " Credential=" + a.AccessKeyID + ",SignedHeaders=" + strings.Join(a.SignedHeaders, ";") + ",Signature=" + a.Signature
}

// ParseAuthorization reads an Authorization header of version 3. An error says what is missing and
// repeats nothing of the header.
func ParseAuthorization(header string) (Authorization, error) {
	algorithm, rest, _ := strings.Cut(header, " ")
	if algorithm != AlgorithmV3 {
		return Authorization{}, errors.New("parse authorization: the algorithm is not " + AlgorithmV3) // never shown
	}
	parts := map[string]string{}
	for part := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		parts[name] = value
	}
	for _, name := range []string{"Credential", "SignedHeaders", "Signature"} {
		if parts[name] == "" {
			return Authorization{}, errors.New("parse authorization: there is no " + name) // never shown
		}
	}
	return Authorization{
		AccessKeyID:   parts["Credential"],
		SignedHeaders: strings.Split(parts["SignedHeaders"], ";"),
		Signature:     parts["Signature"],
	}, nil
}

// VerifyV3 reports whether the authorization is the one that the secret gives for the message, and
// covers every header that must be signed.
func VerifyV3(m Message, a Authorization, secret string) bool {
	for _, name := range m.SignedHeaders() {
		if !slices.Contains(a.SignedHeaders, name) {
			return false
		}
	}
	return equal(a.Signature, signatureV3(m, a.SignedHeaders, secret))
}
