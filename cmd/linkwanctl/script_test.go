package main

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"linkwanctl/internal/emulator/emulatortest"
)

// The test binary is the command too: the scripts run it in processes of its own, with nothing of
// the test's environment.
func TestMain(m *testing.M) {
	// Most tests wait, for a process, a retry or a signal. The command line's -parallel wins.
	_ = flag.Set("test.parallel", strconv.Itoa(4*runtime.GOMAXPROCS(0)))
	testscript.Main(m, commands())
}

// TestScripts takes 3 s, for scripts that wait for the program's own backoff and quota. It runs
// testdata/script: each script names the fault that it guards against. Beside testscript's own,
// they have the commands
//
//	exits CODE linkwanctl …   the command ends with that exit code
//	emulator [qps=N] [fill=N] [devices=MODEL] [FAULT…]  a new service, and the environment for it
//	requests N [ACTION]       that many requests have come since
//	terminal WIDTH FILE …     what the command shows on a terminal of that width, on Linux
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: false,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			for name, value := range homeVariables(filepath.Join(env.WorkDir, "home")) {
				env.Setenv(name, value)
			}
			env.Setenv("TERM", "dumb")
			env.Setenv("GORACE", "atexit_sleep_ms=0")                    // else each of the race detector's programs stays for a second
			env.Setenv("LINKWANCTL_QPS", "0")                            // the scripts ask more than anybody would
			env.Values[runningKey{}] = &running{t: env.T().(testing.TB)} //nolint:forcetypeassert // testscript wraps a *testing.T
			return os.Mkdir(filepath.Join(env.WorkDir, "home"), 0o700)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "emulator": startEmulator, "requests": countRequests, "terminal": showOnTerminal,
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
type running struct {
	t       testing.TB // of the script
	service *emulatortest.Service
}

type runningKey struct{}

func startEmulator(ts *testscript.TestScript, _ bool, args []string) {
	box := ts.Value(runningKey{}).(*running) //nolint:forcetypeassert // set for every script
	var o emulatortest.Options
	for _, arg := range args {
		name, value, _ := strings.Cut(arg, "=")
		if name == "devices" {
			o.Devices = value
			continue
		}
		number := map[string]*int{"fill": &o.Fill, "qps": &o.QPS}[name]
		if number == nil {
			o.Faults = append(o.Faults, arg)
			continue
		}
		var err error
		*number, err = strconv.Atoi(value)
		ts.Check(err)
	}
	box.service = emulatortest.Start(box.t, o)
	for name, value := range box.service.Environment() {
		ts.Setenv(name, value)
	}
}

func countRequests(ts *testscript.TestScript, neg bool, args []string) {
	box := ts.Value(runningKey{}).(*running) //nolint:forcetypeassert // set for every script
	if neg || len(args) == 0 || box.service == nil {
		ts.Fatalf("usage: requests N [ACTION], after emulator")
	}
	got := 0
	for action, n := range box.service.Server.Requests() {
		if len(args) == 1 || action == args[1] {
			got += n
		}
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("%d requests came, want %s", got, strings.Join(args, " "))
	}
}
