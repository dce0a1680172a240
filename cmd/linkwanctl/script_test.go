package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"linkwanctl/internal/emulator"
)

// The test binary is the command too: the scripts run it in processes of its
// own, with nothing of the test's environment.
func TestMain(m *testing.M) {
	testscript.Main(m, commands())
}

// TestScripts runs testdata/script: each script names the fault that it guards
// against. Beside testscript's own, they have the commands
//
//	exits CODE linkwanctl …   the command ends with that exit code
//	emulator [qps=N] [fill=N] [FAULT…] a fresh service, with so many permissions more with samples, and the environment for it
//	requests N [ACTION]       so many requests have come since
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: false,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", filepath.Join(env.WorkDir, "home"))
			env.Setenv("TERM", "dumb")
			env.Setenv("GORACE", "atexit_sleep_ms=0") // else each of the race detector's programs stays for a second
			env.Setenv("LINKWANCTL_QPS", "0")         // the scripts ask more than anybody would
			env.Values[runningKey{}] = &running{}
			return os.Mkdir(filepath.Join(env.WorkDir, "home"), 0o700)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "emulator": startEmulator, "requests": countRequests,
		},
	})
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE command …")
	}
	code := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		code = exit.ExitCode()
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, want %s\nstdout: %s\nstderr: %s", code, args[0], ts.ReadFile("stdout"), ts.ReadFile("stderr"))
	}
}

// running is the emulator of one script.
type running struct{ server *emulator.Server }

type runningKey struct{}

func startEmulator(ts *testscript.TestScript, _ bool, args []string) {
	options := emulator.Options{Data: filepath.Join(ts.MkAbs("."), fmt.Sprintf("emulator%d.db", len(args))), QPS: 0}
	_ = os.Remove(options.Data)
	for _, arg := range args {
		if fill, found := strings.CutPrefix(arg, "fill="); found {
			n, err := strconv.Atoi(fill)
			ts.Check(err)
			ts.Check(emulator.Fill(options.Data, n))
			continue
		}
		if qps, found := strings.CutPrefix(arg, "qps="); found {
			var err error
			options.QPS, err = strconv.Atoi(qps)
			ts.Check(err)
			continue
		}
		fault, err := emulator.ParseFault(arg)
		ts.Check(err)
		options.Faults = append(options.Faults, fault)
	}
	server, err := emulator.Open(options)
	ts.Check(err)
	listener, err := emulator.Listen("127.0.0.1:0")
	ts.Check(err)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(ctx, listener) }()
	ts.Defer(func() { cancel(); <-done; _ = server.Close() })
	ts.Value(runningKey{}).(*running).server = server //nolint:forcetypeassert // set for every script
	ts.Setenv("LINKWANCTL_ENDPOINT", "http://"+listener.Addr().String())
	ts.Setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", emulator.Owner().AccessKeyID())
	ts.Setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", emulator.Owner().AccessKeySecret())
}

func countRequests(ts *testscript.TestScript, neg bool, args []string) {
	box := ts.Value(runningKey{}).(*running) //nolint:forcetypeassert // set for every script
	if neg || len(args) == 0 || box.server == nil {
		ts.Fatalf("usage: requests N [ACTION], after emulator")
	}
	got := 0
	for action, n := range box.server.Requests() {
		if len(args) == 1 || action == args[1] {
			got += n
		}
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("%d requests came, want %s", got, strings.Join(args, " "))
	}
}
