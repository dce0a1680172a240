// Package secret owns what must not be shown: the Credential that requests are signed with, and the
// masking of known secrets in text that came from outside. It imports no other package of the
// project, and any package may import it. It finds no credentials and signs nothing.
package secret

import (
	"fmt"
	"io"
)

// Hidden replaces a secret.
const Hidden = "***"

// Credential is an access key, with its security token where it is a temporary one of STS. Every
// verb of fmt prints its masked form, and encoders find nothing in it. The strings are behind a
// function: fmt calls no methods on an unexported field, but prints a function as its address, so
// that a struct around a Credential shows no secret either. The zero value is empty.
type Credential struct {
	strings func() (id, key, token string)
}

// New makes a credential of an access key's ID and secret, and of a security token, which may be
// "".
func New(id, key, token string) Credential {
	return Credential{func() (string, string, string) { return id, key, token }}
}

func (c Credential) all() (id, key, token string) {
	if c.strings == nil {
		return "", "", ""
	}
	return c.strings()
}

// AccessKeyID names the key. It is sent, and shown only as MaskKeyID has it.
func (c Credential) AccessKeyID() string {
	id, _, _ := c.all()
	return id
}

// AccessKeySecret is the key of signatures. It is never sent.
func (c Credential) AccessKeySecret() string {
	_, key, _ := c.all()
	return key
}

// SecurityToken is sent with a temporary key; "" if the key is not temporary.
func (c Credential) SecurityToken() string {
	_, _, token := c.all()
	return token
}

// Equal reports whether two credentials are the same key with the same token.
func (c Credential) Equal(other Credential) bool {
	id, key, token := c.all()
	otherID, otherKey, otherToken := other.all()
	return id == otherID && key == otherKey && token == otherToken
}

// String gives the masked form: the key ID as MaskKeyID shows it, and whether there is a token.
func (c Credential) String() string {
	id, key, token := c.all()
	return fmt.Sprintf("Credential{AccessKeyID: %s, AccessKeySecret: %s, SecurityToken: %s}", MaskKeyID(id), mask(key), mask(token))
}

// Format writes the masked form for every verb.
func (c Credential) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// MaskKeyID shows enough of an access key ID to tell two apart and never all of it: the first and
// last four characters of 16 or more, the first two of 8 or more, none of a shorter one or of one
// with characters that no key has. An empty ID stays empty.
func MaskKeyID(id string) string {
	switch n := len(id); {
	case n == 0:
		return ""
	case n < 8 || !printable(id):
		return "****"
	case n < 16:
		return id[:2] + "****"
	default:
		return id[:4] + "****" + id[n-4:]
	}
}

func mask(secret string) string {
	if secret == "" {
		return ""
	}
	return Hidden
}

// printable reports whether a text has only visible ASCII characters.
func printable(text string) bool {
	for i := range len(text) {
		if text[i] <= ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}
