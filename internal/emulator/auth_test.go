package emulator

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"linkwanctl/internal/api/sign"
	"linkwanctl/internal/secret"
)

func omit(names ...string) map[string]bool {
	left := map[string]bool{}
	for _, name := range names {
		left[name] = true
	}
	return left
}

// forged is the owner's key with another secret.
func forged() secret.Credential { return secret.New(Owner().AccessKeyID(), "test-secret", "") }

func TestRequestsThatAreNotSignedRightAreRefused(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	v3 := style{v3: true}
	stranger := secret.New("test-key-id", Owner().AccessKeySecret(), "")
	// No t.Parallel within: the state is looked at behind them.
	for _, c := range []struct {
		name   string
		status int
		code   string
		message
	}{
		{"V1 without a key", 400, "MissingAccessKeyId", message{unsaid: omit("AccessKeyId")}},
		{"V1 without a nonce", 400, "MissingSignatureNonce", message{unsaid: omit("SignatureNonce")}},
		{"V1 without a time", 400, "MissingTimestamp", message{unsaid: omit("Timestamp")}},
		{"V1 without a method", 400, "MissingSignatureMethod", message{unsaid: omit("SignatureMethod")}},
		{"V1 without a signature", 400, codeIncomplete, message{unsaid: omit("Signature")}},
		{"V1 of another method", 400, codeIncomplete, message{said: map[string]string{"SignatureMethod": "HMAC-MD5"}}},
		{"V1 of another version", 400, codeIncomplete, message{said: map[string]string{"SignatureVersion": "2.0"}}},
		{"V1 with an unknown key", 404, codeNoKey, message{as: stranger}},
		{"V1 with a wrong secret", 400, codeSignature, message{as: forged()}},
		{"V1 with a changed value", 400, codeSignature, message{tamperV: func(v url.Values) { v.Set("JoinPermissionId", "124") }}},
		{"V1 with a value added in the query", 400, codeSignature, message{tamper: func(r *http.Request) { r.URL.RawQuery = "RxDelay=9" }}},
		{"V1 with a time in a wrong form", 400, codeTimeFormat, message{said: map[string]string{"Timestamp": "2026-11-23 12:00:00"}}},
		{"V1 without a version", 400, "MissingVersion", message{unsaid: omit("Version")}},
		{"V1 without an action", 400, "MissingAction", message{unsaid: omit("Action")}},
		{"V1 of another API version", 400, codeVersion, message{said: map[string]string{"Version": "2018-12-30"}}},
		{"V1 of an unknown action", 404, codeNoAPI, message{action: "DeleteEverything"}},
		{"V3 without authorization", 400, "MissingAccessKeyId", message{style: v3, unsaid: omit("authorization")}},
		{"V3 with a broken one", 400, codeIncomplete, message{style: v3, tamper: header("Authorization", "ACS3-HMAC-SHA256 Credential=a")}},
		{"V3 with another algorithm", 400, codeIncomplete, message{style: v3, tamper: header("Authorization", "ACS3-RSA-SHA256 Credential=a,SignedHeaders=host,Signature=00")}},
		{"V3 without a date", 400, "MissingTimestamp", message{style: v3, unsaid: omit("x-acs-date")}},
		{"V3 without a nonce", 400, "MissingSignatureNonce", message{style: v3, unsaid: omit("x-acs-signature-nonce")}},
		{"V3 without a hash", 400, "MissingContentSha256", message{style: v3, unsaid: omit("x-acs-content-sha256")}},
		{"V3 without a version", 400, "MissingVersion", message{style: v3, unsaid: omit("x-acs-version")}},
		{"V3 without an action", 400, "MissingAction", message{style: v3, unsaid: omit("x-acs-action")}},
		{"V3 of an unknown action", 404, codeNoAPI, message{style: v3, action: "DeleteEverything"}},
		{"V3 of another API version", 400, codeVersion, message{style: v3, said: map[string]string{"x-acs-version": "2018-12-30"}}},
		{"V3 with an unknown key", 404, codeNoKey, message{style: v3, as: stranger}},
		{"V3 with a wrong secret", 400, codeSignature, message{style: v3, as: forged()}},
		{"V3 with a changed query", 400, codeSignature, message{style: v3, tamper: func(r *http.Request) { r.URL.RawQuery = "JoinPermissionId=124" }}},
		{"V3 with a header added", 400, codeSignature, message{style: v3, tamper: header("x-acs-more", "1")}},
		{"V3 with a wrong hash, signed", 400, codeSignature, message{style: v3, said: map[string]string{"x-acs-content-sha256": sign.HashV3([]byte("other"))}}},
		{"V3 with a time in a wrong form", 400, codeTimeFormat, message{style: v3, said: map[string]string{"x-acs-date": "now"}}},
		{"another method", 400, codeMethod, message{style: v3, tamper: func(r *http.Request) { r.Method = http.MethodPut }}},
		{"another path", 404, codeNoAPI, message{style: v3, tamper: func(r *http.Request) { r.URL.Path = "/v1" }}},
		{"a query that is not well encoded", 400, codeParameter, message{style: v3, tamper: func(r *http.Request) { r.URL.RawQuery += "&a=%zz" }}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.params = set("123", "ClassMode", "C")
			if r := s.wants(t, c.code, c.message); r.status != c.status {
				t.Errorf("status %d, want %d", r.status, c.status)
			}
		})
	}
	if got := s.permission(t, "123")["ClassMode"]; got != "A" {
		t.Errorf("a refused request changed the class to %v", got)
	}
}

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

func TestSignatureMismatchTellsWhatTheServiceSigned(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	var d struct{ Message string }
	m := message{as: forged(), params: set("123"), nonce: "n-1"}
	r := s.wants(t, codeSignature, m)
	if r.into(t, &d); !strings.Contains(string(r.body), "POST&%2F&") {
		t.Errorf("the ampersands are escaped: %s", r.body)
	}
	values := map[string]string{}
	m.tamperV = func(v url.Values) { values = first(v) }
	m.build(t, s.url)
	if want := "Specified signature is not matched with our calculation. server string to sign is:" + sign.StringToSignV1("POST", values); d.Message != want {
		t.Errorf("V1 tells\n%s, want\n%s", d.Message, want)
	}
	m = message{style: style{v3: true}, as: forged(), params: set("123"), nonce: "n-2"}
	s.wants(t, codeSignature, m).into(t, &d)
	for _, part := range []string{
		"Specified signature does not match our calculation. server StringToSign is [ACS3-HMAC-SHA256\n",
		"] server CanonicalRequest is [POST\n/\nJoinPermissionId=123\naccept", "x-acs-signature-nonce:n-2\n",
	} {
		part = strings.Replace(part, "accept", "host:"+strings.TrimPrefix(s.url, "http://")+"\n", 1)
		if !strings.Contains(d.Message, part) {
			t.Errorf("V3 tells %q without %q", d.Message, part)
		}
	}
	if strings.Contains(d.Message, Owner().AccessKeySecret()) {
		t.Error("the message holds the secret")
	}
}

func TestClockMayBe15MinutesOff(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	for _, v3 := range []bool{false, true} {
		for off, code := range map[time.Duration]string{
			15 * time.Minute: "", -15 * time.Minute: "",
			15*time.Minute + time.Second: codeTimeExpired, -15*time.Minute - time.Second: codeTimeExpired,
		} {
			r := s.wants(t, code, message{style: style{v3: v3}, params: set("123"), at: noon.Add(off)})
			if got := r.header.Get("Date"); got != "Mon, 23 Nov 2026 12:00:00 GMT" {
				t.Errorf("the date is %q", got)
			}
		}
	}
}

func TestNonceIsUsedOnceByEachKey(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	m := message{params: set("123"), nonce: "n"}
	wrong := m
	wrong.as = forged()
	s.wants(t, codeSignature, wrong) // does not use it up
	s.wants(t, "", m)
	s.wants(t, codeNonceUsed, m)
	m.v3 = true
	s.wants(t, codeNonceUsed, m)
	m.as = STS()
	s.wants(t, "", m)
	s.clock.add(30 * time.Minute)
	m.at = s.clock.Now()
	s.wants(t, codeNonceUsed, m)
	s.clock.add(time.Second)
	m.at = s.clock.Now()
	s.wants(t, "", m)
}

func TestNoncesAreForgottenRatherThanFillingTheMemory(t *testing.T) {
	t.Parallel()
	n := newNonces()
	for i := range maxNonces + 10 {
		if !n.use("k", fmt.Sprint(i), noon) {
			t.Fatalf("nonce %d was used", i)
		}
	}
	if len(n.used) != maxNonces || len(n.order) != maxNonces {
		t.Errorf("%d and %d are remembered", len(n.used), len(n.order))
	}
	if n.use("k", fmt.Sprint(maxNonces+9), noon) {
		t.Error("the newest was forgotten")
	}
}

func TestSecurityTokenBelongsToItsKey(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	with := func(c secret.Credential, token string) secret.Credential {
		return secret.New(c.AccessKeyID(), c.AccessKeySecret(), token)
	}
	for _, v3 := range []bool{false, true} {
		for _, c := range []struct {
			as   secret.Credential
			code string
		}{
			{STS(), ""},
			{ExpiredSTS(), codeTokenExpired},
			{with(STS(), ""), "MissingSecurityToken"},
			{with(STS(), "test-token"), codeTokenMalformed},
			{with(Owner(), validToken), codeTokenMismatch},
			{with(Owner(), expiredToken), codeTokenMismatch},
			{with(Owner(), "test-token"), codeTokenMalformed},
		} {
			s.wants(t, c.code, message{style: style{v3: v3}, as: c.as, params: set("123")})
		}
	}
}

func TestRAMUserIsForbiddenEveryAction(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	for name := range actions() {
		if name == actionWhoAmI { // it needs no policy
			continue
		}
		if r := s.wants(t, codeRAM, message{as: RAMUser(), action: name}); r.status != 400 {
			t.Errorf("%s: status %d", name, r.status)
		}
	}
}
