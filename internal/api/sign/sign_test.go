package sign

import (
	"encoding/json"
	"maps"
	"os"
	"strings"
	"testing"

	"linkwanctl/internal/secret"
)

type vectors struct {
	V1 []struct {
		Name, Method, AccessKeySecret, StringToSign, Signature string
		Params                                                 map[string]string
	}
	V3 []struct {
		Name, AccessKeyID, AccessKeySecret, Method, Path, Body string
		Query, Headers                                         map[string]string
		HashedPayload, SignedHeaders                           string
		CanonicalRequest, StringToSign, Authorization          string
	}
}

func golden(t testing.TB) vectors {
	t.Helper()
	text, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	if len(v.V1) < 4 || len(v.V3) < 4 {
		t.Fatalf("%d and %d vectors were read; there are four of each at least", len(v.V1), len(v.V3))
	}
	return v
}

func TestV1MakesTheGoldenSignatures(t *testing.T) {
	t.Parallel()
	for _, v := range golden(t).V1 {
		if got := StringToSignV1(v.Method, v.Params); got != v.StringToSign {
			t.Errorf("%s: string to sign\n got %s\nwant %s", v.Name, got, v.StringToSign)
		}
		if got := SignatureV1(v.Method, v.Params, v.AccessKeySecret); got != v.Signature {
			t.Errorf("%s: signature %s, want %s", v.Name, got, v.Signature)
		}
		signed := maps.Clone(v.Params)
		signed["Signature"] = v.Signature
		if !VerifyV1(v.Method, signed, v.AccessKeySecret) {
			t.Errorf("%s: the golden signature is refused", v.Name)
		}
		if VerifyV1(v.Method, signed, v.AccessKeySecret+"x") {
			t.Errorf("%s: another secret's signature is accepted", v.Name)
		}
		signed["JoinPermissionId"] += "4"
		if VerifyV1(v.Method, signed, v.AccessKeySecret) {
			t.Errorf("%s: a changed parameter is accepted", v.Name)
		}
	}
}

func TestV3MakesTheGoldenSignatures(t *testing.T) {
	t.Parallel()
	for _, v := range golden(t).V3 {
		m := Message{Method: v.Method, Path: v.Path, Query: v.Query, Header: v.Headers, Body: []byte(v.Body)}
		if got := HashV3(m.Body); got != v.HashedPayload {
			t.Errorf("%s: payload hash %s, want %s", v.Name, got, v.HashedPayload)
		}
		if got := strings.Join(m.SignedHeaders(), ";"); got != v.SignedHeaders {
			t.Errorf("%s: signed headers %s, want %s", v.Name, got, v.SignedHeaders)
		}
		canonical := m.CanonicalRequest(m.SignedHeaders())
		if canonical != v.CanonicalRequest {
			t.Errorf("%s: canonical request\n got %q\nwant %q", v.Name, canonical, v.CanonicalRequest)
		}
		if got := StringToSignV3(canonical); got != v.StringToSign {
			t.Errorf("%s: string to sign %q, want %q", v.Name, got, v.StringToSign)
		}
		c := secret.New(v.AccessKeyID, v.AccessKeySecret, "")
		if got := AuthorizationV3(m, c); got != v.Authorization {
			t.Errorf("%s: authorization\n got %s\nwant %s", v.Name, got, v.Authorization)
		}
	}
}

func TestV3RefusesWhatWasChanged(t *testing.T) {
	t.Parallel()
	v := golden(t).V3[0]
	message := func() Message {
		return Message{Method: v.Method, Path: v.Path, Query: maps.Clone(v.Query), Header: maps.Clone(v.Headers)}
	}
	a, err := ParseAuthorization(v.Authorization)
	if err != nil {
		t.Fatal(err)
	}
	if !VerifyV3(message(), a, v.AccessKeySecret) {
		t.Fatal("the golden authorization is refused")
	}
	for what, change := range map[string]func(*Message){
		"method":                   func(m *Message) { m.Method = "GET" },
		"path":                     func(m *Message) { m.Path = "/x" },
		"parameter":                func(m *Message) { m.Query["JoinPermissionId"] = "124" },
		"new parameter":            func(m *Message) { m.Query["ClassMode"] = "A" },
		"host":                     func(m *Message) { m.Header["host"] = "other.example" },
		"action":                   func(m *Message) { m.Header["x-acs-action"] = "DeleteLocalJoinPermission" },
		"body":                     func(m *Message) { m.Body = []byte("x") },
		"token that is not signed": func(m *Message) { m.Header["x-acs-security-token"] = "t" },
	} {
		m := message()
		change(&m)
		if VerifyV3(m, a, v.AccessKeySecret) {
			t.Errorf("a changed %s is accepted", what)
		}
	}
	if VerifyV3(message(), a, v.AccessKeySecret+"x") {
		t.Error("another secret is accepted")
	}
}

func TestAuthorizationIsReadBack(t *testing.T) {
	t.Parallel()
	for header, missing := range map[string]string{
		"": "algorithm", "Basic Zm9v": "algorithm", "ACS3-HMAC-SHA256": "Credential", "ACS3-HMAC-SHA256 Credential=a,Signature=b": "SignedHeaders",
		"ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host": "Signature",
	} {
		if _, err := ParseAuthorization(header); err == nil || !strings.Contains(err.Error(), missing) {
			t.Errorf("%q: got %v, want the missing %s to be named", header, err, missing)
		}
	}
}

func TestEscapeIsRFC3986(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"AZaz09-_.~": "AZaz09-_.~", " ": "%20", "+": "%2B", "*": "%2A", "/": "%2F", "凭证": "%E5%87%AD%E8%AF%81", "%7E": "%257E", "\xff": "%FF",
	} {
		if got := Escape(given); got != want {
			t.Errorf("%q: got %s, want %s", given, got, want)
		}
	}
}
