package cli

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"linkwanctl/internal/emulator/emulatortest"
)

// watching runs a command line; steps are what happens between its readings, and after them it is
// interrupted.
func watching(t *testing.T, env map[string]string, args string, steps ...func()) outcome {
	t.Helper()
	ctx, cancel := context.WithCancelCause(t.Context())
	system := System{
		Sleep: func(ctx context.Context, d time.Duration) error {
			if d != 7*time.Second {
				t.Errorf("it waits %s", d)
			}
			if len(steps) == 0 {
				cancel(Interruption{syscall.SIGINT})
				return ctx.Err()
			}
			steps[0]()
			steps = steps[1:]
			return nil
		},
	}
	return runOn(ctx, system, t.TempDir(), env, strings.Fields(args)...)
}

func TestAWatchedListShowsWhatChanges(t *testing.T) {
	t.Parallel()
	for form, want := range map[string]string{
		"table": `(?s)^EVENT +ID .*\n +123 .*\n +124 .*\n +125 [^\n]*\n~ +123 .* 9 s .*\n\+ +1001 +depot_01 .*\n- +125 [^\n]*\n$`,
		"json":  `(?s)^\{"Event":"ADDED","JoinPermissionId":"123",.*\n\{"Event":"MODIFIED","JoinPermissionId":"123",[^\n]*"RxDelay":9,.*\n\{"Event":"ADDED","JoinPermissionId":"1001",.*\n\{"Event":"DELETED","JoinPermissionId":"125",[^\n]*\}\n$`,
		"csv":   `(?s)^Event,JoinPermissionId,.*\nADDED,125,.*\nMODIFIED,123,.*\nADDED,1001,.*\nDELETED,125,[^\n]*\n$`,
		"name":  `^123\n124\n125\n123\n1001\n125\n$`,
	} {
		t.Run(form, func(t *testing.T) {
			t.Parallel()
			env := service(t)
			do := func(args string) func() {
				return func() {
					if got := run(t.Context(), t.TempDir(), env, strings.Fields(args)...); got.code != exitDone {
						t.Errorf("%s: %+v", args, got)
					}
				}
			}
			got := watching(t, env, "joinperm list --watch --interval 7s -o "+form, func() {}, do("joinperm update 123 --rx-delay 9"),
				func() {
					do("joinperm create depot_01 --class-mode A --freq-band-plan-group-id 101")()
					do("joinperm delete 125 --yes")()
				})
			if got.code != exitInterrupted || got.stderr != "" || !regexp.MustCompile(want).MatchString(got.stdout) {
				t.Errorf("%+v", got)
			}
		})
	}
}

// Each outage is told once, and what was missed in it is shown after it; a refusal ends the watch.
func TestAWatchGoesOnAfterAFailureThatMayPass(t *testing.T) {
	t.Parallel()
	service := emulatortest.Start(t, emulatortest.Options{})
	env := service.Environment()
	env["LINKWANCTL_QPS"], env["LINKWANCTL_MAX_ATTEMPTS"] = "0", "1"
	answer := func(status int, code string) func() {
		return func() {
			service.SetGate(func(w http.ResponseWriter, _ *http.Request, action string, _ int) bool {
				if code == "" || action != "ListOwnedJoinPermissions" {
					return false
				}
				w.WriteHeader(status)
				_, _ = fmt.Fprintf(w, `{"RequestId":"R","Code":%q,"Message":"m"}`, code)
				return true
			})
		}
	}
	down, up := answer(http.StatusServiceUnavailable, "ServiceUnavailable"), answer(0, "")
	got := watching(t, env, "joinperm list -w --interval 7s --columns ID --no-headers", down, func() {
		if got := run(t.Context(), t.TempDir(), env, "joinperm", "delete", "125", "--yes"); got.code != exitDone {
			t.Errorf("%+v", got)
		}
	}, up, down, up, answer(http.StatusForbidden, "ForbiddenByRam"))
	if got.code != exitDenied || !strings.HasSuffix(got.stdout, "125\n-  125\n") || strings.Count(got.stderr, "warning: reading the list failed; trying again every 7s: ServiceUnavailable\n") != 2 {
		t.Errorf("%+v", got)
	}
}

func TestAWatchThatCannotBeginFails(t *testing.T) {
	t.Parallel()
	env := service(t, "503/ListOwnedJoinPermissions")
	env["LINKWANCTL_MAX_ATTEMPTS"] = "1"
	if got := watching(t, env, "joinperm list --watch --interval 7s"); got.code != exitUnavailable || got.stdout != "" {
		t.Errorf("%+v", got)
	}
}

// A watch uses the sandbox until Ctrl-C. Other commands use that one meanwhile, and do not wait.
func TestAWatchedSandboxIsSharedWithOtherCommands(t *testing.T) {
	t.Parallel()
	env := map[string]string{"LINKWANCTL_SANDBOX": "1", "LINKWANCTL_QPS": "0", "XDG_STATE_HOME": t.TempDir()}
	got := watching(t, env, "joinperm list --watch --interval 7s -o name", func() {
		update := run(t.Context(), t.TempDir(), env, strings.Fields("joinperm update 125 --rx-delay 9")...)
		if update.code != exitDone {
			t.Errorf("%+v", update)
		}
	})
	if got.code != exitInterrupted || got.stdout != "123\n124\n125\n125\n" {
		t.Errorf("%+v", got)
	}
}
