package cli

import (
	"context"
	"errors"
	"net"
	"path/filepath"

	"linkwanctl/internal/api"
	"linkwanctl/internal/emulator"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
	"linkwanctl/internal/secret"
	"linkwanctl/internal/userdir"
)

// sandbox is the emulator, started in this process on a loopback port with its state in the user's
// state directory; or the emulator that already serves that state.
type sandbox struct {
	endpoint api.Endpoint
	close    func()
}

func (sandbox) credentials(context.Context, bool) (secret.Credential, error) {
	return emulator.Owner(), nil
}

// startSandbox starts it. Other commands wait for one that uses the state, unless it is lasting: that
// one they use, as they use linkwanctl emulator.
func (a *app) startSandbox(lasting bool) (*sandbox, error) {
	path, failed := a.emulatorData()
	if failed != nil {
		return nil, failed
	}
	devices, problems := a.deviceModel("")
	if len(problems) > 0 {
		return nil, ofConfiguration(refusedValues(problems, i18n.Raw("linkwanctl help environment")))
	}
	server, err := emulator.Open(emulator.Options{Data: path, QPS: emulator.DefaultQPS, Devices: devices})
	var used *emulator.InUseError
	if errors.As(err, &used) && used.Address != "" {
		return &sandbox{endpoint: plainHTTP(used.Address), close: func() {}}, nil
	}
	if err != nil {
		return nil, emulatorFailure(i18n.T("cannot start the sandbox: %s", err), err)
	}
	listener, err := emulator.Listen("127.0.0.1:0")
	if err != nil {
		_ = server.Close()
		return nil, emulatorFailure(i18n.T("cannot start the sandbox: %s", err), err)
	}
	if lasting {
		_ = server.Announce(listener) // without it the others wait
	}
	return &sandbox{endpoint: loopback(listener), close: serveMeanwhile(server, listener)}, nil
}

// serveMeanwhile serves in the background until end is called. Whoever calls the service sees any
// failure.
func serveMeanwhile(server *emulator.Server, listener net.Listener) (end func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(ctx, listener)
	}()
	return func() {
		cancel()
		<-done
		_ = server.Close()
	}
}

func loopback(l net.Listener) api.Endpoint { return plainHTTP(l.Addr().String()) }

func plainHTTP(host string) api.Endpoint { return api.Endpoint{Scheme: "http", Host: host} }

// stateDir is the directory of the program's state; "" without a home directory.
func (a *app) stateDir() string { return userdir.State(a.Getenv, a.Home).Path }

// emulatorData is the emulator's state file.
func (a *app) emulatorData() (string, *failure) {
	folder := a.stateDir()
	if folder == "" {
		return "", &failure{Failure: output.Failure{
			Title: i18n.T("no home directory for the sandbox's state"), Code: codeInvalidConfig, Outcome: notSent, ExitCode: exitConfig,
			Hints: []i18n.Text{i18n.T("set %s or XDG_STATE_HOME, or run:  linkwanctl emulator --data FILE", userdir.HomeVariable())},
		}}
	}
	return filepath.Join(folder, "emulator.db"), nil
}

// emulatorFailure is the failure of the emulator or its state file, which has the title unless another process uses the file.
func emulatorFailure(title i18n.Text, err error) *failure {
	var used *emulator.InUseError
	if errors.As(err, &used) {
		return inUseFailure(used)
	}
	return &failure{Failure: output.Failure{
		Title: title, Code: codeInvalidConfig, Outcome: notSent, ExitCode: exitConfig,
	}}
}

// inUseFailure says who uses the state file, and what to type in place of waiting.
func inUseFailure(used *emulator.InUseError) *failure {
	f := &failure{Failure: output.Failure{
		Title: i18n.T("another linkwanctl command uses the state file %s", used.Path), Code: codeInvalidConfig, Outcome: notSent, ExitCode: exitConfig,
		Hints: []i18n.Text{
			i18n.T("run the command again when that one has finished"),
			i18n.T("to run several commands at the same time, start this first:  linkwanctl emulator"),
		},
	}}
	if used.Address != "" {
		f.Title = i18n.T("the emulator on %s uses the state file %s", plainHTTP(used.Address), used.Path)
		f.Hints = []i18n.Text{
			i18n.T("commands with --sandbox use that emulator; stop it with Ctrl-C before you start or reset another"),
			i18n.T("to run a second one:  linkwanctl emulator --listen 127.0.0.1:0 --data ./linkwan.db"),
		}
	}
	return f
}
