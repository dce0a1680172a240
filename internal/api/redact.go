package api

import (
	"encoding/json"
	"strings"

	"linkwanctl/internal/api/sign"
)

// masked stands where a secret stood.
const masked = "***"

// shortest is what a secret has at the least: less would mask every other word.
const shortest = 4

// redact masks a credential's key ID, secret and token in a text, in each form
// in which a request or an answer writes them.
func redact(text string, c sign.Credential) string {
	for _, secret := range []string{c.AccessKeySecret, c.SecurityToken, c.AccessKeyID} {
		if len(secret) < shortest {
			continue
		}
		escaped := sign.Escape(secret)
		// A string to sign holds the escaped form escaped once more.
		for _, form := range []string{sign.Escape(escaped), escaped, jsonText(secret), secret} {
			text = strings.ReplaceAll(text, form, masked)
		}
	}
	return text
}

// jsonText is how a JSON string writes the text.
func jsonText(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		return text
	}
	return strings.Trim(string(quoted), `"`)
}

// compareSigned looks whether the text that the service says it signed is the
// one that was signed here. Both versions' messages quote it; white space is
// passed over, since gateways fold it.
func compareSigned(message, ours string) Comparison {
	folded := strings.Join(strings.Fields(message), "")
	switch {
	case strings.Contains(folded, strings.Join(strings.Fields(ours), "")),
		strings.Contains(folded, strings.TrimPrefix(sign.StringToSignV3(ours), sign.AlgorithmV3+"\n")):
		return SignedSame
	case strings.Contains(strings.ToLower(folded), "stringtosign"):
		return SignedDiffered
	}
	return NotCompared
}
