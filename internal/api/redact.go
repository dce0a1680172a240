package api

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"linkwanctl/internal/api/sign"
	"linkwanctl/internal/secret"
)

// redact masks in a text the keys and signatures of this call's attempts and of earlier calls.
func (x *exchange) redact(text string) string { return x.keys.Mask(x.signatures.Mask(text)) }

// redactData does the same to the data of an answer. Data that is no longer JSON afterwards is
// dropped: it had a secret in place of a number or a name.
func (x *exchange) redactData(data []byte) []byte {
	if data == nil {
		return nil
	}
	shown := []byte(x.keys.MaskData(x.signatures.MaskData(string(data))))
	if !bytes.Equal(shown, data) && !json.Valid(shown) {
		return []byte(strconv.Quote(secret.Hidden))
	}
	return shown
}

// compareSigned looks whether the text that the service says it signed is the one that was signed
// here. Both versions' messages quote it; white space is passed over, since gateways fold it.
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
