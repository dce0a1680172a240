//go:build unix

package main

import (
	"net/http"
	"testing"
	"time"

	"linkwanctl/internal/emulator"
	"linkwanctl/internal/secret"
)

// TestServiceFaults: the service answers, and refuses what is mended once: the clock, the nonce,
// the token. Or it is in trouble itself.
func TestServiceFaults(t *testing.T) {
	t.Parallel()
	testFaults(t, append(append(clockFaults(), tokenFaults()...), troubles()...))
}

// refused ends a call that the service refused.
func refused(exit int, code string, attempts int, says, hint string) end {
	return end{exit, code, attempts, "refused", oldValues, says, hint}
}

func clockFaults() []fault {
	const ahead, back = 20 * time.Minute, -20 * time.Minute
	const expired = "InvalidTimeStamp.Expired"
	v1 := []string{"--signature-version", "1"}
	wrong := refused(4, expired, 2, "The gateway says", "set this machine's clock")
	once := wrong
	once.attempts = 1
	return []fault{
		{name: "clock-slow-v3", world: world{clock: ahead}, want: warned(2, " slow; requests are signed with the service's time")},
		{name: "clock-slow-v1", world: world{clock: ahead}, flags: v1, want: warned(2, " slow; requests are signed with the service's time")},
		{name: "clock-fast-v3", world: world{clock: back}, want: warned(2, " fast; requests are signed with the service's time")},
		{name: "clock-fast-v1", world: world{clock: back}, flags: v1, want: warned(2, " fast; requests are signed with the service's time")},
		{name: "clock-never-agrees-v3", serve: dated(ahead, expired), want: wrong},
		{name: "clock-never-agrees-v1", serve: dated(back, expired), flags: v1, want: wrong},
		{name: "clock-agrees", serve: dated(0, expired), want: once},
		{name: "clock-impossible", serve: misdated("Fri, 31 Dec 9999 23:59:59 GMT", expired), want: once},
		{name: "clock-undated", serve: misdated("", expired), want: once},
	}
}

// dated refuses with a code and the time of a clock that is off.
func dated(off time.Duration, code string) step {
	return func(s *faultyService, w http.ResponseWriter, r *http.Request) {
		instead(http.StatusBadRequest, document(code), "Date", time.Now().Add(off).UTC().Format(http.TimeFormat))(s, w, r)
	}
}

// misdated refuses with a code and this for the time, "" for none.
func misdated(date, code string) step {
	return func(s *faultyService, w http.ResponseWriter, r *http.Request) {
		w.Header()["Date"] = nil // net/http would date it
		if date != "" {
			w.Header().Set("Date", date)
		}
		instead(http.StatusBadRequest, document(code))(s, w, r)
	}
}

func tokenFaults() []fault {
	const expired = "InvalidSecurityToken.Expired"
	another := secret.New(emulator.STS().AccessKeyID(), emulator.STS().AccessKeySecret(), "test-second-token")
	const hint = "get new ones"
	return []fault{
		{name: "token-expired-once", world: hands(emulator.ExpiredSTS(), emulator.STS()), want: done(2)},
		{name: "token-expired-between", world: hands(emulator.ExpiredSTS(), emulator.STS()), serve: instead(503, ""), times: 1, want: done(3)},
		{name: "token-expired", world: hands(emulator.ExpiredSTS(), another), serve: instead(400, document(expired)), want: refused(5, expired, 2, "The gateway says", hint)},
		{name: "token-not-renewed", world: hands(emulator.ExpiredSTS(), emulator.ExpiredSTS()), want: refused(5, expired, 1, "no newer credentials are available", hint)},
		{name: "token-source-fails", world: hands(emulator.ExpiredSTS()), want: refused(5, expired, 1, "ALIBABA_CLOUD_CREDENTIALS_URI", hint)},
	}
}

// hands gives out one key after the other to whoever asks for credentials, and then none.
func hands(keys ...secret.Credential) world {
	return world{arrange: func(s *faultyService) []string {
		asked := 0
		return s.credentialServer(func() issued {
			asked++
			if asked > len(keys) {
				return issued{}
			}
			return issued{keys[asked-1], time.Now().Add(time.Hour)}
		})
	}}
}

func troubles() []fault {
	two := []string{"--max-attempts", "2"}
	const again = "it is safe to run again"
	nonce := instead(400, document("SignatureNonceUsed"))
	internal := instead(400, document("InternalError"))
	internalAfter := carriedOut(func(w http.ResponseWriter, r *http.Request, _ int, _ []byte) { internal(nil, w, r) })
	after := later("InternalError", 2, "unknown", "The gateway says", again)
	after.after = newValues
	return []fault{
		{name: "nonce-once", serve: nonce, times: 1, want: done(2)},
		{name: "nonce", serve: nonce, want: refused(4, "SignatureNonceUsed", 2, "The gateway says", "sends requests twice")},
		{name: "internal-before-once", serve: internal, times: 1, want: done(2)},
		{name: "internal-before", serve: internal, flags: two, want: later("InternalError", 2, "unknown", "The gateway says", again)},
		{name: "internal-after-once", serve: internalAfter, times: 1, want: done(2)},
		{name: "internal-after", serve: internalAfter, flags: two, want: after},
		{name: "success-and-code", serve: instead(200, `{"RequestId":"R-1","Success":true,"Code":"FeatureNotActivated"}`), want: end{4, "FeatureNotActivated", 1, "unknown", oldValues, "both \"Success\": true and an error code", again}},
		{name: "not-allowed", serve: instead(400, document("ForbiddenByRam")), want: refused(5, "ForbiddenByRam", 1, "The gateway says", "linkwanctl auth policy joinperm update --id 123")},
		{name: "later-code", serve: instead(400, document("Nonexistent")), want: refused(6, "Nonexistent", 1, "The gateway says", "linkwanctl joinperm list")},
		{name: "v3-refused", serve: instead(400, document("IncompleteSignature")), want: refused(4, "IncompleteSignature", 1, "The gateway says", "--signature-version 1")},
		{name: "parameter-missing", serve: instead(400, document("MissingParameter")), want: refused(4, "MissingParameter", 1, "The gateway says", "--iot-instance-id")},
		{name: "false", serve: instead(200, `{"RequestId":"R-1","Success":false}`), want: refused(4, "NoCode", 1, "without a reason", "request ID")},
	}
}
