package cli

import (
	"cmp"
	"crypto/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/secret"
	"linkwanctl/internal/text"
)

// runWithEmulator runs a command against an emulator of its own, which nothing else uses and of which
// nothing is left, and ends with the command's exit code.
func runWithEmulator(a *app, cmd *cobra.Command, given emulatorFlags, command []string) error {
	s, err := a.openStrict(cmd)
	if err != nil {
		return err
	}
	if len(command) == 0 { // as an unset variable leaves it; the emulator alone would never end
		return s.own(refusedValues([]text.Problem{{Where: "--", Rule: i18n.T("is not followed by a command")}}, helpOf(cmd)))
	}
	signals := make(chan os.Signal, 16) // those that come before there is a process are kept for it
	defer a.takeSignals(signals)()
	folder, err := os.MkdirTemp(a.tempDir(), "linkwanctl-emulator-")
	if err != nil {
		return s.own(emulatorFailure(i18n.T("cannot start the emulator: %s", err), err))
	}
	defer func() { _ = os.RemoveAll(folder) }()
	given = given.apart(cmd, folder)
	options, failed := a.emulatorOptions(cmd, s, given)
	if failed != nil {
		return s.own(failed)
	}
	options.Owner = secret.New("sandbox-"+rand.Text(), "sandbox-"+rand.Text(), "")
	if !given.log {
		options.Log = nil
	}
	listener, server, failed := openEmulator(given.listen, options)
	if failed != nil {
		return s.own(failed)
	}
	defer serveMeanwhile(server, listener)()
	variables := pointing(listener, options.Owner)
	// The user's settings may name a profile, which would win over the keys.
	variables["LINKWANCTL_CONFIG"] = filepath.Join(folder, "config.yaml")
	if err := os.WriteFile(variables["LINKWANCTL_CONFIG"], nil, 0o600); err != nil {
		return s.own(emulatorFailure(i18n.T("cannot start the emulator: %s", err), err))
	}
	return s.runCommand(command, a.environmentWith(variables), signals)
}

// apart are the flags of an emulator that is not the usual one, unless the user says where it is.
func (given emulatorFlags) apart(cmd *cobra.Command, folder string) emulatorFlags {
	if !cmd.Flags().Changed("listen") {
		given.listen = "127.0.0.1:0"
	}
	if given.data == "" {
		given.data = filepath.Join(folder, "emulator.db")
	}
	return given
}

// environmentWith is this process's environment with those variables, and without what else names an
// account: the vendor's variables, and those of the settings that would win.
func (a *app) environmentWith(variables map[string]string) []string {
	var all []string
	if a.Environ != nil {
		all = a.Environ()
	}
	all = slices.DeleteFunc(all, namesAccount)
	for name, value := range variables {
		all = append(all, name+"="+value)
	}
	if slices.ContainsFunc(all, isProxy) { // this program uses none for loopback, others do
		without := strings.TrimPrefix(cmp.Or(a.Getenv("no_proxy"), a.Getenv("NO_PROXY"))+",127.0.0.1,::1", ",")
		all = append(all, "no_proxy="+without, "NO_PROXY="+without)
	}
	return all
}

func namesAccount(variable string) bool {
	name, _, _ := strings.Cut(strings.ToUpper(variable), "=")
	for _, prefix := range []string{"ALIBABA_CLOUD_", "ALIBABACLOUD_", "ALICLOUD_"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return slices.Contains([]string{"LINKWANCTL_SANDBOX", "LINKWANCTL_CONTEXT", "LINKWANCTL_PROFILE", "LINKWANCTL_IOT_INSTANCE_ID"}, name)
}

func isProxy(variable string) bool {
	name, value, _ := strings.Cut(strings.ToUpper(variable), "=")
	return value != "" && (name == "HTTP_PROXY" || name == "ALL_PROXY")
}
