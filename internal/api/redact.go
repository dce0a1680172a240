package api

import (
	"bytes"
	"encoding/json"
	"strings"

	"linkwanctl/internal/api/sign"
)

// masked stands where a secret stood.
const masked = "***"

// shortest is what a secret has at the least: less would mask every other word.
const shortest = 4

// least is what a secret has at the least that is masked in data too, where a
// shorter one could stand for a name of the API.
const least = 16

// redact masks the attempt's key ID, secret, token and signature in a text, in
// each form in which a request or an answer writes them.
func (x *exchange) redact(text string) string { return x.mask(text, shortest) }

// redactData does the same to the data of an answer.
func (x *exchange) redactData(data []byte) []byte {
	if data == nil {
		return nil
	}
	return []byte(x.mask(string(data), least))
}

func (x *exchange) mask(text string, least int) string {
	c := x.credential
	for _, secret := range []string{c.AccessKeySecret, c.SecurityToken, c.AccessKeyID, x.signature} {
		if len(secret) < least {
			continue
		}
		escaped := sign.Escape(secret)
		// A string to sign holds the escaped form escaped once more.
		for _, form := range []string{sign.Escape(escaped), escaped, jsonText(secret, true), jsonText(secret, false), secret} {
			text = strings.ReplaceAll(text, form, masked)
		}
	}
	return text
}

// jsonText is how a JSON string writes the text, with what HTML takes for its own
// escaped or not.
func jsonText(text string, html bool) string {
	var quoted bytes.Buffer
	encoder := json.NewEncoder(&quoted)
	encoder.SetEscapeHTML(html)
	if encoder.Encode(text) != nil {
		return text
	}
	return strings.TrimSuffix(quoted.String()[1:], "\"\n")
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
