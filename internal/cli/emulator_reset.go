package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"linkwanctl/internal/emulator"
	"linkwanctl/internal/output"
)

func newEmulatorReset(a *app, given *emulatorFlags) *cobra.Command {
	return &cobra.Command{
		Use:   "reset",
		Short: "Put the embedded service's samples back",
		Long:  "Put the samples back into the state file of --sandbox and of linkwanctl emulator. What was\nchanged there is gone. It is refused while another process uses the file.",
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
				return s.own(emulatorFailure(fmt.Sprintf("cannot put the samples back: %s", err), err))
			}
			return s.finish(output.Result{Document: map[string]string{"Data": options.Data}, Text: "the samples are back in " + options.Data})
		},
	}
}
