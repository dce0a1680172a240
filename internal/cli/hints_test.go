package cli

import (
	"slices"
	"strings"
	"testing"

	"linkwanctl/internal/api"
	"linkwanctl/internal/config"
	"linkwanctl/internal/i18n"
)

// A later code gets the exit code and the hints of today's. What stands for two of today's codes
// gets the hints of both.
// What STS answers is not put down to Link WAN.
func TestHintsOfAnIdentityAreAboutSTS(t *testing.T) {
	t.Parallel()
	for _, fault := range []string{"throttle/GetCallerIdentity", "503/GetCallerIdentity", "internal/GetCallerIdentity"} {
		env := service(t, fault)
		env["LINKWANCTL_MAX_ATTEMPTS"] = "1"
		got := run(t.Context(), t.TempDir(), env, "auth", "whoami")
		if got.code != exitUnavailable || strings.Contains(got.stderr, "Link WAN") || !strings.Contains(got.stderr, "hint: STS is overloaded or unavailable") {
			t.Errorf("%s: %+v", fault, got)
		}
	}
}

func TestLaterCodesHaveTodaysHints(t *testing.T) {
	t.Parallel()
	for later, today := range map[string]string{
		"IllegalName": "InvalidName", "IllegalParameter": "InvalidParameter", "Nonexistent": "NonExistent", "UnqualifiedRamAccount": "ForbiddenByRam",
		"UnqualifiedAccount": "CloudProductNotActivated", "UnactivatedFeature": "FeatureNotActivated", "LockedResource": "ResourceLocked",
		"InvalidFrequencyBandPlan": "InvalidFreqBandPlan", "DuplicatedJoinPermissionName": "JoinPermissionNameDuplicated",
		"ReachedLocalJoinPermissionLimit": "ExceedLocalJoinPermissionLimit", "AuthorizedJoinPermission": "JoinPermissionAlreadyAuthorized",
		"DuplicatedGwEui": "GwEuiDuplicated", "InvalidGwEui": "GatewayTupleAlreadyAbandoned", "FrequentInvalidPinCode": "TooManyPinCodeVerificationFailures",
		"OwnedByOther": "GatewayAlreadyBoundToOthers", "ReachedGatewayLimit": "ExceedGatewayLimit",
	} {
		for _, asked := range []task{{}, {Subject: "order"}, {Subject: "group"}, {Subject: "permission", Rented: true}} {
			s := &session{app: &app{}}
			old, young := &api.Error{Code: today, HTTPStatus: 400}, &api.Error{Code: later, HTTPStatus: 400}
			if exitOf(old) != exitOf(young) {
				t.Errorf("%s: exit code %d, want %d", later, exitOf(young), exitOf(old))
			}
			want, got := s.hints(old, asked), s.hints(young, asked)
			if later == "Nonexistent" {
				got = got[:min(len(got), len(want))] // and who owns it
			}
			if !slices.Equal(i18n.Strings(got), i18n.Strings(want)) {
				t.Errorf("%s of %+v: %q, want %q", later, asked, got, want)
			}
		}
	}
	s := &session{app: &app{}}
	if hints := strings.Join(i18n.Strings(s.hints(&api.Error{Code: "Nonexistent", HTTPStatus: 400}, task{})), " "); !strings.Contains(hints, "joinperm list") || !strings.Contains(hints, "another account") {
		t.Errorf("Nonexistent: %s", hints)
	}
}

// A missing parameter is the request's own; a part that every request has went missing on its way.
func TestAMissingParameterIsNoProxysWork(t *testing.T) {
	t.Parallel()
	s := &session{app: &app{}}
	for code, proxy := range map[string]bool{"MissingParameter": false, "MissingIotInstanceId": false, "MissingSignature": true, "MissingAccessKeyId": true, "IncompleteSignature": true} {
		hints := strings.Join(i18n.Strings(s.hints(&api.Error{Code: code, HTTPStatus: 400}, task{})), " ")
		if strings.Contains(hints, "proxy") != proxy || strings.Contains(hints, "--iot-instance-id") == proxy {
			t.Errorf("%s: %s", code, hints)
		}
	}
}

// Where signatures of version 3 are refused, version 1 is worth a try, unless the service has
// signed the same text.
func TestRefusedSignaturesNameVersion1(t *testing.T) {
	t.Parallel()
	for code, named := range map[string]bool{
		"SignatureDoesNotMatch": true, "IncompleteSignature": true, "InvalidSignatureMethod": true, "UnsupportedSignatureMethod": true, "InvalidParameter.SignatureMethod": true,
		"MissingSignature": true, "MissingAccessKeyId": true, "MissingAction": true, "SignatureNonceUsed": false, "NonExistent": false, "MissingParameter": false,
	} {
		for _, version := range []int{1, 3} {
			s := &session{app: &app{}, settings: config.Settings{SignatureVersion: version}}
			hints := strings.Join(i18n.Strings(s.hints(&api.Error{Code: code, HTTPStatus: 400}, task{})), " ")
			if want := named && version == 3; strings.Contains(hints, "--signature-version 1") != want {
				t.Errorf("%s in version %d: %s", code, version, hints)
			}
		}
	}
	s := &session{app: &app{}, settings: config.Settings{SignatureVersion: 3}}
	same := &api.Error{Code: "SignatureDoesNotMatch", HTTPStatus: 400, Signed: api.SignedSame}
	if hints := strings.Join(i18n.Strings(s.hints(same, task{})), " "); strings.Contains(hints, "--signature-version") {
		t.Errorf("the secret is wrong, and it says %s", hints)
	}
}
