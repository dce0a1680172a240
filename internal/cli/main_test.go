package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"linkwanctl/internal/api"
	"linkwanctl/internal/emulator"
	"linkwanctl/internal/emulator/emulatortest"
	"linkwanctl/internal/sleep"
)

// service is an emulator and the environment that points a run at it.
func service(t *testing.T, faults ...string) map[string]string {
	t.Helper()
	env := emulatortest.Start(t, emulatortest.Options{Faults: faults}).Environment()
	env["LINKWANCTL_QPS"] = "0"
	return env
}

// answeredBy is the environment that points a run at a service which the handler plays.
func answeredBy(t *testing.T, answer http.HandlerFunc) map[string]string {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	env := emulatortest.Environment(server.URL, emulator.Owner())
	env["LINKWANCTL_QPS"] = "0"
	return env
}

// outcome is what one run left.
type outcome struct {
	code           int
	stdout, stderr string
}

// run is one run in an empty home, in this process.
func run(ctx context.Context, home string, env map[string]string, args ...string) outcome {
	return runOn(ctx, System{}, home, env, args...)
}

// onTerminal is run as if a person sat there and typed the input.
func onTerminal(ctx context.Context, home string, env map[string]string, input string, args ...string) outcome {
	return runOn(ctx, System{Stdin: strings.NewReader(input), StdinIsTerminal: true, StdoutIsTerminal: true, StderrIsTerminal: true}, home, env, args...)
}

// runOn is run on a system of which some is not as usual.
func runOn(ctx context.Context, system System, home string, env map[string]string, args ...string) outcome {
	var stdout, stderr bytes.Buffer
	env = maps.Clone(env)                     // what an interrupted run left behind may still read it
	system.Args = append([]string{}, args...) // for nil, Cobra would take those of the test
	system.Home, system.Stdout, system.Stderr, system.Build = home, &stdout, &stderr, Build{Version: "1.2.3"}
	system.Getenv = func(name string) string { return env[name] }
	if system.Stdin == nil {
		system.Stdin = strings.NewReader("")
	}
	if system.Now == nil {
		system.Now = time.Now
	}
	if system.Sleep == nil {
		system.Sleep = sleep.For
	}
	code := Main(ctx, system)
	return outcome{code, stdout.String(), stderr.String()}
}

// unslept is a Sleep that does not wait.
func unslept(context.Context, time.Duration) error { return nil }

// Every documented error of the update is reached by data that a user can name, ends in its exit
// code, and has a hint of its own.
func TestDocumentedErrorsHaveTheirExitCodesAndHints(t *testing.T) {
	t.Parallel()
	want := map[string]int{
		"ForbiddenByRam": 5, "ForbiddenByRiskControl": 5, "NonExistent": 6, "CloudProductNotActivated": 4, "FeatureNotActivated": 4, "InternalError": 7,
		"JoinPermissionAlreadyAuthorized": 4, "NotResourceOwner": 5, "JoinPermissionNameDuplicated": 4, "InvalidName": 4, "InvalidFreqBandPlan": 4,
	}
	env, reached := service(t), map[string]bool{}
	for _, example := range emulator.Examples() {
		args := append([]string{"joinperm", "update", "--max-attempts", "1", "-o", "json"}, strings.Fields(example.Flags())...)
		got := run(t.Context(), t.TempDir(), env, args...)
		var document struct {
			Code, Message, RequestID, Hint string
			ExitCode                       int
		}
		if err := json.Unmarshal([]byte(got.stderr), &document); err != nil {
			t.Fatalf("%s: %v in %s", example.Code, err, got.stderr)
		}
		exit, known := want[example.Code]
		reached[example.Code] = true
		if !known || document.Code != example.Code || got.code != exit || document.ExitCode != exit || document.Message == "" || document.Hint == "" || got.stdout != "" {
			t.Errorf("%s: %+v, want exit code %d", example.Code, got, exit)
		}
	}
	if len(reached) != len(want) {
		t.Errorf("the examples reach %v", reached)
	}
}

func TestGatewayCodesHaveHints(t *testing.T) {
	t.Parallel()
	s := &session{app: &app{}}
	for _, code := range []string{
		"Throttling", "Throttling.User", "Rejected.Throttling", "ServiceUnavailable", "InvalidTimeStamp.Expired", "IllegalTimestamp", "SignatureNonceUsed",
		"InvalidSecurityToken.Expired", "InvalidSecurityToken.Malformed", "InvalidAccessKeyId.NotFound", "InvalidAccessKeyId.Inactive", "SignatureDoesNotMatch",
		"IncompleteSignature", "MissingJoinPermissionId", "InvalidApi.NotFound", "NoPermission", "ForbiddenByRam", "InvalidVersion",
		api.CodeTimeout, api.CodeConnectionFailed, api.CodeConnectionLost, api.CodeInvalidAnswer, api.CodeNoCode,
	} {
		if hints := s.hints(&api.Error{Code: code}, task{}); len(hints) == 0 {
			t.Errorf("%s has no hint", code)
		}
	}
}

// A call whose place in the quota comes after its time-out is not sent. One of the calls below
// follows another within half a second, however busy the machine.
func TestACallWhosePlaceComesTooLateIsNotSent(t *testing.T) {
	t.Parallel()
	env, home := service(t), t.TempDir()
	env["LINKWANCTL_QPS"] = "1"
	for range 20 {
		got := run(t.Context(), home, env, "joinperm", "update", "--id", "123", "--rx-delay", "1", "--timeout", "500ms", "-o", "json")
		if !strings.Contains(got.stderr, `"QuotaWait"`) {
			continue
		}
		if got.code != exitUnavailable || !strings.Contains(got.stderr, `"Outcome": "not-sent"`) || !strings.Contains(got.stderr, `"Attempts": 0`) {
			t.Errorf("%+v", got)
		}
		return
	}
	t.Error("no call had to wait for its place")
}

// pages is a service whose list says that there are total permissions and gives as many as given.
func pages(t *testing.T, total, given int) map[string]string {
	t.Helper()
	return answeredBy(t, func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		offset, _ := strconv.Atoi(query.Get("Offset"))
		limit, _ := strconv.Atoi(query.Get("Limit"))
		var items []string
		for id := offset; id < min(offset+limit, given); id++ {
			items = append(items, fmt.Sprintf(`{"JoinPermissionId":%d,"JoinPermissionName":"twin"}`, id))
		}
		_, _ = fmt.Fprintf(w, `{"RequestId":"R","Success":true,"Data":{"TotalCount":%d,"List":[%s]}}`, total, strings.Join(items, ","))
	})
}

func TestAListThatIsNotWholeIsAnError(t *testing.T) {
	t.Parallel()
	got := run(t.Context(), t.TempDir(), pages(t, 150, 120), "joinperm", "list", "-o", "json")
	if got.code != exitNoAnswer || json.Valid([]byte(got.stdout)) || !strings.Contains(got.stderr, `"Code": "ListChanged"`) || !strings.Contains(got.stderr, "got 120 items, but the service counts 150") {
		t.Errorf("%+v", got)
	}
}
