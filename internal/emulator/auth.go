package emulator

import (
	"net/http"
	"time"

	"linkwanctl/internal/api/sign"
)

// clockTolerance is how far a request's time may be off, in either direction (the vendor's pages on
// both signatures).
const clockTolerance = 15 * time.Minute

// timeFormat is the form of Timestamp and x-acs-date, always UTC.
const timeFormat = "2006-01-02T15:04:05Z"

// claim is what a request says of its sender; verify reports whether the secret of its key makes
// its signature.
type claim struct {
	keyID, token, timestamp, nonce string
	verify                         func(secret string) error
}

// authenticate finds out who sent the call, and that it was sent once. The nonce comes last: only a
// valid signature is to use one up.
func (s *Server) authenticate(c *call) (key, error) {
	read := claimV1
	if c.v3 {
		read = claimV3
	}
	said, err := read(c)
	if err != nil {
		return key{}, err
	}
	k, known := s.keys[said.keyID]
	if !known {
		return key{}, refuse(codeNoKey)
	}
	if err := checkTime(said.timestamp, c.now); err != nil {
		return key{}, err
	}
	if err := k.checkToken(said.token); err != nil {
		return key{}, err
	}
	if err := said.verify(k.credential.AccessKeySecret()); err != nil {
		return key{}, err
	}
	if !s.nonces.use(said.keyID, said.nonce, c.now) {
		return key{}, refuse(codeNonceUsed)
	}
	return k, nil
}

func checkTime(timestamp string, now time.Time) error {
	sent, err := time.Parse(timeFormat, timestamp)
	if err != nil {
		return refuse(codeTimeFormat)
	}
	if now.Sub(sent).Abs() > clockTolerance {
		return refuse(codeTimeExpired)
	}
	return nil
}

// claimV1 reads the common parameters, from the query or the form.
func claimV1(c *call) (claim, error) {
	p := c.params
	for _, name := range []string{"AccessKeyId", "SignatureMethod", "SignatureVersion", "SignatureNonce", "Timestamp"} {
		if p[name] == "" {
			return claim{}, missing(name)
		}
	}
	if p["Signature"] == "" || p["SignatureMethod"] != sign.MethodV1 || p["SignatureVersion"] != "1.0" {
		return claim{}, refuse(codeIncomplete)
	}
	return claim{
		keyID: p["AccessKeyId"], token: p["SecurityToken"], timestamp: p["Timestamp"], nonce: p["SignatureNonce"],
		verify: func(secret string) error {
			if sign.VerifyV1(c.method, p, secret) {
				return nil
			}
			return &failure{http.StatusBadRequest, codeSignature, "Specified signature is not matched with our calculation. server string to sign is:" +
				sign.StringToSignV1(c.method, p), nil}
		},
	}, nil
}
