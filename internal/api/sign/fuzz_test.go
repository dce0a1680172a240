package sign

import (
	"net/url"
	"strings"
	"testing"

	"linkwanctl/internal/secret"
)

// What was signed verifies, and the parameters come back whole from the text that was escaped,
// whatever bytes they hold.
func FuzzSignatures(f *testing.F) {
	f.Add("JoinPermissionName", "凭证1", "secret")
	f.Add("a b", "*~+/%&=", "sts/Secret+With=Signs~*")
	f.Add("", "\xff\x00", "")
	f.Add("\x1b\u202e", "\u009b\r\n\xed\xa0\x80", "\x00")
	f.Fuzz(func(t *testing.T, name, value, key string) {
		params := map[string]string{name: value, "Action": "UpdateOwnedLocalJoinPermission"}
		delete(params, signatureParam)
		back, err := url.ParseQuery(Query(params))
		if err != nil || back.Get(name) != params[name] || len(back) != len(params) {
			t.Fatalf("%q: read back as %q, %v", params, back, err)
		}
		params[signatureParam] = SignatureV1("POST", params, key)
		if !VerifyV1("POST", params, key) {
			t.Fatal("V1 refuses its own signature")
		}
		delete(params, signatureParam)
		m := Message{Method: "POST", Path: "/", Query: params, Header: map[string]string{"host": "a", "x-acs-action": "b"}, Body: []byte(value)}
		a, err := ParseAuthorization(AuthorizationV3(m, secret.New("id", key, "")))
		if err != nil || !VerifyV3(m, a, key) {
			t.Fatalf("V3 refuses its own signature: %v", err)
		}
	})
}

// The header comes from whoever sends one: nothing in it may cause a panic, and what is read is
// written the same way.
func FuzzParseAuthorization(f *testing.F) {
	f.Add("ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host;x-acs-date,Signature=00")
	f.Add("ACS3-HMAC-SHA256 Credential=,=,,;")
	f.Add("ACS3-HMAC-SHA256 Credential=a,SignedHeaders=" + strings.Repeat("host;", 200) + ",Signature=" + strings.Repeat("0", 400))
	f.Add("ACS3-HMAC-SHA256 Credential=\x1b\u202e,Credential=b,SignedHeaders=\xff,Signature=\x00")
	f.Fuzz(func(t *testing.T, header string) {
		a, err := ParseAuthorization(header)
		if err != nil {
			return
		}
		again, err := ParseAuthorization(a.String())
		if err != nil || again.String() != a.String() {
			t.Fatalf("%q becomes %q and then %q, %v", header, a, again, err)
		}
	})
}
