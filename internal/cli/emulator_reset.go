package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/emulator"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

func newEmulatorReset(a *app, given *emulatorFlags) *cobra.Command {
	return &cobra.Command{
		Use:   "reset",
		Short: "Reset the emulator to its samples",
		Long:  "Reset the state of --sandbox and of linkwanctl emulator to the samples. All changes are\nlost. It fails while another process uses the state file.",
		Example: `  linkwanctl emulator reset
  linkwanctl emulator reset --data ./linkwan.db`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := a.openStrict(cmd)
			if err != nil {
				return err
			}
			options, failed := a.emulatorOptions(cmd, s, emulatorFlags{data: given.data})
			if failed != nil {
				return s.own(failed)
			}
			if err := emulator.Reset(options.Data); err != nil {
				return s.own(emulatorFailure(i18n.T("cannot reset the emulator: %s", err), err))
			}
			return s.finish(output.Result{Document: map[string]string{"Data": options.Data}, Text: s.say(i18n.T("the samples were restored in %s", options.Data))})
		},
	}
}
