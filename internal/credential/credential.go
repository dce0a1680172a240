// Package credential finds the one identity that linkwanctl signs with, and fetches its keys.
//
// It owns the order in which sources are looked at, the rule that a source which is named or present
// is used or refused but never passed over, and the promise that no key, secret or token reaches an
// error, a log or a terminal. It builds on the providers of credentials-go without its default
// chain, whose errors quote whole files and whose mistakes fall through to another identity.
// It does not sign, does not talk to Link WAN, and never writes a file: logging in and renewing
// what is stored belongs to the aliyun CLI.
package credential

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
)

// hidden stands for a secret wherever a credential is shown.
const hidden = "****"

// Credential is what a request is signed with. SecurityToken is empty unless the keys are temporary
// ones of STS. However it is printed, encoded or logged, only the masked key ID appears; the fields
// themselves are for the signer alone. (A struct that holds one in an unexported field must mask
// itself: fmt does not call methods there.)
type Credential struct {
	AccessKeyID     string
	AccessKeySecret string
	SecurityToken   string
}

// String gives the masked form: the key ID as MaskKeyID shows it, and whether there is a token.
func (c Credential) String() string {
	return fmt.Sprintf("Credential{AccessKeyID: %s, AccessKeySecret: %s, SecurityToken: %s}",
		MaskKeyID(c.AccessKeyID), mask(c.AccessKeySecret), mask(c.SecurityToken))
}

// GoString is String, so that %#v shows no secret.
func (c Credential) GoString() string { return c.String() }

// Format writes the masked form for every verb.
func (c Credential) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// MarshalText is String, so that YAML and XML show no secret.
func (c Credential) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// MarshalJSON encodes the masked form.
func (c Credential) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]string{
		"AccessKeyID":     MaskKeyID(c.AccessKeyID),
		"AccessKeySecret": mask(c.AccessKeySecret),
		"SecurityToken":   mask(c.SecurityToken),
	})
}

// LogValue logs the masked form.
func (c Credential) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("AccessKeyID", MaskKeyID(c.AccessKeyID)),
		slog.String("AccessKeySecret", mask(c.AccessKeySecret)),
		slog.String("SecurityToken", mask(c.SecurityToken)))
}

// MaskKeyID shows enough of an access key ID to tell two apart and never all of it: the first and
// last four characters of 16 or more, the first two of 8 or more, none of a shorter one. Control
// characters are escaped. An empty ID stays empty.
func MaskKeyID(id string) string {
	runes := []rune(id)
	switch n := len(runes); {
	case n == 0:
		return ""
	case n >= 16:
		return escape(string(runes[:4])) + hidden + escape(string(runes[n-4:]))
	case n >= 8:
		return escape(string(runes[:2])) + hidden
	default:
		return hidden
	}
}

func mask(secret string) string {
	if secret == "" {
		return ""
	}
	return hidden
}
