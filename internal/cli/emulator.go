package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"linkwanctl/internal/emulator"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
	"linkwanctl/internal/secret"
	"linkwanctl/internal/text"
)

// emulatorFlags are the options of `linkwanctl emulator`.
type emulatorFlags struct {
	listen, data string
	devices      string
	qps          int
	faults       []string
	log          bool
}

func newEmulator(a *app) *cobra.Command {
	var given emulatorFlags
	cmd := &cobra.Command{
		Use:   "emulator [-- COMMAND [ARG…]]",
		Short: "Run a Link WAN emulator for tests and CI",
		Long: `Run Link WAN on the loopback interface, for CI, for SDKs in other languages and for
trying things out. The emulator verifies signatures, keeps its state in a file, enforces the quota
and fails on request: linkwanctl help faults

It prints the environment variables that point a client at it, logs each request to
stderr, and runs until Ctrl-C. Commands with --sandbox use it while it runs, unless
it has its own --data file.

With COMMAND it runs that, on a free port, with a new key and the samples, in an
environment that points at it and has no other credentials. It ends with the exit code
of COMMAND (127: not found, 126: cannot be started).`,
		Example: `  linkwanctl emulator
  linkwanctl emulator --listen 127.0.0.1:8787 --data ./linkwan.db --qps 0
  linkwanctl emulator --device-model silent=30%,rejoin=10m
  linkwanctl emulator --fault 'reset*2' --fault 'throttle=2s@20%/UpdateOwnedLocalJoinPermission'
  linkwanctl emulator --qps 0 --fault 503@20% -- pytest -q`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 && cmd.ArgsLenAtDash() != 0 {
				return unknownCommand(cmd, args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, command []string) error {
			if cmd.ArgsLenAtDash() == 0 {
				return runWithEmulator(a, cmd, given, command)
			}
			return runEmulator(a, cmd, given)
		},
	}
	cmd.Flags().StringVar(&given.listen, "listen", "127.0.0.1:8787", "loopback address")
	cmd.Flags().BoolVar(&given.log, "log", false, "log each request to stderr while COMMAND runs")
	cmd.Flags().IntVar(&given.qps, "qps", emulator.DefaultQPS, "requests per second, action and account (0: no limit)")
	cmd.Flags().StringArrayVar(&given.faults, "fault", nil, "`fault` to cause (see linkwanctl help faults); repeatable")
	cmd.Flags().StringVar(&given.devices, "device-model", "", "`model` of nodes: fixed, steady, fragile, KEY=VALUE")
	cmd.PersistentFlags().StringVar(&given.data, "data", "", "state `file` (default: the one that --sandbox uses)")
	completeFile(cmd, "data")
	complete(cmd, "listen", nil, nil)
	complete(cmd, "qps", nil, nil)
	complete(cmd, "device-model", emulator.DeviceModels(), nil)
	register(cmd, "fault", func(*cobra.Command) []cobra.Completion {
		var offers []cobra.Completion
		for _, k := range emulator.FaultKinds() {
			offers = append(offers, cobra.CompletionWithDesc(k.Name, k.Help))
		}
		return offers
	})
	cmd.AddCommand(newEmulatorReset(a, &given))
	return cmd
}

func runEmulator(a *app, cmd *cobra.Command, given emulatorFlags) error {
	s, err := a.openStrict(cmd)
	if err != nil {
		return err
	}
	options, failed := a.emulatorOptions(cmd, s, given)
	if failed != nil {
		return s.own(failed)
	}
	listener, server, failed := openEmulator(given.listen, options)
	if failed != nil {
		return s.own(failed)
	}
	defer func() { _ = server.Close() }()
	a.interrupts.enter(calling)
	if err := server.Announce(listener); err != nil {
		return s.own(emulatorFailure(i18n.T("cannot start the emulator: %s", err), err))
	}
	if err := s.finish(s.environmentResult(listener, options.Data)); err != nil {
		return err
	}
	a.interrupts.enter(finishing)
	return serve(cmd.Context(), s, server, listener)
}

func openEmulator(address string, options emulator.Options) (net.Listener, *emulator.Server, *failure) {
	listener, err := emulator.Listen(address)
	if err != nil {
		return nil, nil, listenFailure(address, err)
	}
	server, err := emulator.Open(options)
	if err != nil {
		_ = listener.Close()
		return nil, nil, emulatorFailure(i18n.T("cannot start the emulator: %s", err), err)
	}
	return listener, server, nil
}

// listenFailure is for an address that the machine refuses, as that of a port in use, or one that
// is wrong.
func listenFailure(address string, err error) *failure {
	var refused *os.SyscallError
	if !errors.As(err, &refused) {
		return refusedValues([]text.Problem{{Where: "--listen", Given: address, Rule: i18n.Of(err)}}, i18n.Raw("linkwanctl emulator --help"))
	}
	reason := refused.Err
	if isPortTaken(reason) {
		reason = syscall.EADDRINUSE // Windows says it in more words
	}
	return &failure{Failure: output.Failure{
		Title: i18n.T("cannot listen on %s: %s", address, reason), Code: codeCannotListen, Outcome: notSent, ExitCode: exitConfig,
		Hints: []i18n.Text{i18n.T("to use any free port:  linkwanctl emulator --listen 127.0.0.1:0")},
	}}
}

func serve(ctx context.Context, s *session, server *emulator.Server, listener net.Listener) error {
	if err := server.Serve(ctx, listener); err != nil && ctx.Err() == nil {
		return s.own(emulatorFailure(i18n.T("cannot start the emulator: %s", err), err))
	}
	return nil // Ctrl-C is how it is meant to end
}

func (a *app) emulatorOptions(cmd *cobra.Command, s *session, given emulatorFlags) (emulator.Options, *failure) {
	options := emulator.Options{Data: given.data, QPS: given.qps}
	problems := emptyName(cmd, "data")
	if given.qps < 0 {
		problems = append(problems, text.Problem{Where: "--qps", Given: itoa(given.qps), Rule: i18n.T("must be 0 or more")})
	}
	devices, wrong := a.deviceModel(given.devices)
	options.Devices, problems = devices, append(problems, wrong...)
	for _, wanted := range given.faults {
		fault, err := emulator.ParseFault(wanted)
		if err != nil {
			problems = append(problems, text.Problem{Where: "--fault", Given: wanted, Rule: i18n.Of(err)})
		}
		options.Faults = append(options.Faults, fault)
	}
	if len(problems) > 0 {
		return options, refusedValues(problems, i18n.Raw("linkwanctl emulator --help"))
	}
	if options.Data == "" {
		path, failed := a.emulatorData()
		if failed != nil {
			return options, failed
		}
		options.Data = path
	}
	options.Log = func(e emulator.Entry) { s.printer.Note(i18n.Raw(entryLine(e))) }
	return options, nil
}

// entryLine is the log's line of one request.
func entryLine(e emulator.Entry) string {
	outcome := e.Code
	switch {
	case outcome == "" && e.Status == 0:
		outcome = "no answer"
	case outcome == "":
		outcome = "Success"
	}
	line := fmt.Sprintf("%s %d %s %s", e.Time.Format("15:04:05.000"), e.Status, e.Action, outcome)
	if e.Fault != "" {
		line += " (fault " + e.Fault + ")"
	}
	return line
}

// pointing are the variables that point a client at an emulator.
func pointing(listener net.Listener, owner secret.Credential) map[string]string {
	return map[string]string{
		"LINKWANCTL_ENDPOINT":             loopback(listener).String(),
		"ALIBABA_CLOUD_ACCESS_KEY_ID":     owner.AccessKeyID(),
		"ALIBABA_CLOUD_ACCESS_KEY_SECRET": owner.AccessKeySecret(),
	}
}

// environmentResult is the environment that points a client at the emulator. The keys are made up
// and always the same.
func (s *session) environmentResult(listener net.Listener, data string) output.Result {
	environment := pointing(listener, emulator.Owner())
	var text strings.Builder
	text.WriteString("# " + s.say(i18n.T("Link WAN emulator on %s, state in %s", loopback(listener), data)) + "\n")
	for _, line := range slices.Sorted(func(yield func(string) bool) {
		for name, value := range environment {
			if !yield("export " + name + "=" + value) {
				return
			}
		}
	}) {
		text.WriteString(line + "\n")
	}
	return output.Result{
		Document: struct {
			Endpoint    string
			Data        string
			Environment map[string]string
		}{loopback(listener).String(), data, environment},
		Text: text.String(),
	}
}
