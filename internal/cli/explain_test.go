package cli

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"linkwanctl/internal/api"
	"linkwanctl/internal/config"
	"linkwanctl/internal/credential"
	"linkwanctl/internal/i18n"
)

func explainingSession() *session {
	return &session{app: &app{System: System{Args: []string{"…"}}}, settings: config.Settings{Region: "cn-shanghai"}}
}

// Every code that the source names is explained, and so is every code of Link WAN's public list.
func TestEveryCodeIsExplained(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it reads texts, where the race detector finds nothing")
	}
	codes := strings.Fields(`Abandoned CloudProductNotActivated DevEuiDuplicated ExceedGatewayLimit ExceedLocalJoinPermissionLimit ExceedNodeLimit
		ExceedRoamingJoinPermissionLimit FeatureNotActivated ForbiddenByRam ForbiddenByRiskControl GatewayAlreadyBoundToOthers GatewayTupleAlreadyAbandoned
		GwEuiDuplicated IllegalOrderStateTransition InternalError InvalidFreqBandPlan InvalidName InvalidPinCode IotHubTripleMissing
		JoinPermissionAlreadyAuthorized JoinPermissionAlreadyBoundNodeGroup JoinPermissionNameDuplicated NodeAlreadyAdded NodeDoesNotExist
		NodeGroupDoesNotExist NonExistent NotResourceOwner RenterDoesNotExist ResourceLocked TooManyRenterNonExistentFailures
		TooManyPinCodeVerificationFailures Throttling Throttling.User MissingAction Forbidden.RAM OrderREJECTED`)
	for _, later := range api.LaterCodes() {
		codes = append(codes, later...)
	}
	named := regexp.MustCompile(`(?m)^\s*(?:const )?[cC]ode[A-Z]\w* += "([A-Z][A-Za-z.]+)"|\b[cC]ode: +"([A-Z][A-Za-z.]+)"`)
	for _, room := range []string{"api", "cli", "credential", "plan", "emulator"} {
		files, err := filepath.Glob(filepath.Join("..", room, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatal(err)
		}
		for _, file := range files {
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range named.FindAllSubmatch(source, -1) {
				if !strings.HasSuffix(file, "_test.go") && !strings.HasPrefix(filepath.Base(file), "codes_") {
					codes = append(codes, string(found[1])+string(found[2]))
				}
			}
		}
	}
	if len(codes) < 75 {
		t.Fatalf("only %d codes were found", len(codes))
	}
	rows := explainingSession().codes()
	for _, code := range codes {
		if _, known := codeNamed(rows, code); !known {
			t.Errorf("%s is not explained", code)
		}
	}
}

// Each row says what the code means and what to do about it, once.
func TestEveryExplanationIsComplete(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, row := range explainingSession().codes() {
		if row.means.Empty() || row.hint.Empty() && len(row.more) == 0 {
			t.Errorf("%s: no meaning, or nothing to do", row.code)
		}
		if seen[row.code] {
			t.Errorf("%s has two rows", row.code)
		}
		seen[row.code] = true
	}
	for _, exit := range exitCodes() {
		if len(adviceFor(exit.Code)) == 0 {
			t.Errorf("exit code %d: nothing to do", exit.Code)
		}
	}
}

// The first thing to do is what a command says that fails with the code.
func TestHintsAreThoseOfTheExplanation(t *testing.T) {
	t.Parallel()
	s := explainingSession()
	hints := 0
	for _, row := range s.codes() {
		if row.hint.Empty() {
			continue
		}
		hints++
		got := s.hints(api.OfCode(strings.TrimSuffix(row.code, "*")), task{})
		if len(got) == 0 || got[0].String() != row.hint.String() {
			t.Errorf("%s: a command says %q, the explanation %q", row.code, got, row.hint)
		}
	}
	if hints < 20 {
		t.Errorf("only %d rows have a hint", hints)
	}
}

// The exit codes of failures that never reach the service are those that the commands end with.
func TestExplainedExitCodesAreTheCommands(t *testing.T) {
	t.Parallel()
	printing := explainingSession()
	failures := map[string]*failure{
		codeUsage: usage(i18n.T("x")), codeInvalidParameter: refusedValues(nil, i18n.Text{}), codeInvalidConfig: ofConfiguration(refusedValues(nil, i18n.Text{})),
		codeDefect: asFailure(errors.New("x")), codeIO: outputFailure(errors.New("x")), codeEditorFailed: editorFailure(i18n.T("x"), "1"),
		credential.CodeInvalidCredentials:     credentialFailure(&credential.Error{Code: credential.CodeInvalidCredentials}),
		credential.CodeCredentialsUnavailable: credentialFailure(&credential.Error{Code: credential.CodeCredentialsUnavailable}),
		credential.CodeNoCredentials:          credentialFailure(&credential.Error{Code: credential.CodeNoCredentials}),
	}
	rows := printing.codes()
	for code, f := range failures {
		row, known := codeNamed(rows, code)
		if !known || f.Code != code || row.exitCode() != f.ExitCode {
			t.Errorf("%s: explained as %d, a command ends with %d (%s)", code, row.exitCode(), f.ExitCode, f.Code)
		}
	}
}

// An empty argument is that of a variable that is not set.
func TestAnEmptyArgumentIsNamedAsOne(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"explain", ""}, {"auth", "policy", ""}} {
		if got := run(t.Context(), t.TempDir(), nil, args...); got.code != exitUsage || !strings.Contains(got.stderr, "the argument  is empty") {
			t.Errorf("%q: %+v", args, got)
		}
	}
}

func TestExplainGivesDocuments(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]struct {
		exit    int
		retried api.Retry
		code    string
	}{
		"nonexistent": {6, api.RetryNever, "NonExistent"}, "Throttling.Api": {7, api.RetryAlways, "Throttling.Api"}, "timeout": {8, api.RetryIfSafe, "Timeout"},
		"InvalidSecurityToken.Expired": {5, api.RetryOnce, "InvalidSecurityToken.Expired"}, "InvalidSecurityToken.Malformed": {5, api.RetryNever, "InvalidSecurityToken.Malformed"},
		"InvalidParameter": {2, api.RetryNever, "InvalidParameter"}, "IllegalParameter": {4, api.RetryNever, "IllegalParameter"}, "ConnectionFailed": {8, api.RetryAlways, "ConnectionFailed"},
		"SignatureNonceUsed": {4, api.RetryOnce, "SignatureNonceUsed"}, "INTERNALERROR": {7, api.RetryIfSafe, "InternalError"},
	} {
		got := run(t.Context(), t.TempDir(), nil, "explain", args, "-o", "json")
		var document explained
		if err := json.Unmarshal([]byte(got.stdout), &document); err != nil || got.code != 0 {
			t.Fatalf("%s: %v, %+v", args, err, got)
		}
		if document.ExitCode != want.exit || document.Retried != want.retried || document.Code != want.code || len(document.WhatToDo) == 0 {
			t.Errorf("%s: %+v, want %+v", args, document, want)
		}
	}
	for _, args := range []string{"8", "ExitCode 8", "exit 8", "exit-code 8", "exit code 8"} {
		got := run(t.Context(), t.TempDir(), nil, append([]string{"explain", "-o", "json"}, strings.Fields(args)...)...)
		var document explainedExitCode
		if err := json.Unmarshal([]byte(got.stdout), &document); err != nil || document.ExitCode != 8 || !strings.Contains(strings.Join(document.Codes, " "), "ConnectionLost") {
			t.Errorf("%s: %v, %+v", args, err, got)
		}
	}
}
