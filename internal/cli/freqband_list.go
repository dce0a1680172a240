package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
)

func newFreqBandList(a *app) *cobra.Command {
	var offline bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the frequency band plan groups",
		Long: `List the frequency band plan groups that the account may use (ListFreqBandPlanGroups). With
--offline the documented three are shown and nothing is sent; the service is the authority.

A table names the region as LoRaWAN does, CN470 or AS923, and frequencies in MHz. JSON, YAML
and CSV have the service's own values: its FrequencyRegionId is a country's, CN for both.`,
		Example: `  linkwanctl freqband list
  linkwanctl freqband list --offline`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := a.openStrict(cmd)
			if err != nil {
				return err
			}
			if offline {
				return s.showBands(documentedBands())
			}
			return s.withClient(func(client *api.Client) error {
				got, err := api.Bands(cmd.Context(), client)
				if err != nil {
					return s.serviceFailure(err, task{Verb: "list"})
				}
				return s.showBands(got.Data)
			})
		},
	}
	cmd.Flags().BoolVar(&offline, "offline", false, "show the documented groups, and send nothing")
	addTableFlags(a, cmd)
	completeColumns(cmd, bandColumns())
	return cmd
}

// documentedBands are what can be told without the service.
func documentedBands() []joinperm.Band {
	var bands []joinperm.Band
	for _, plan := range joinperm.Plans() {
		bands = append(bands, plan.Band)
	}
	return bands
}

func (s *session) showBands(bands []joinperm.Band) error {
	rows, err := s.printer.Rows(bandColumns())
	if err != nil {
		return s.own(asFailure(err))
	}
	for i := range bands {
		if err := rows.Add(bands[i], bandRow(&bands[i])); err != nil {
			return s.unwritten(err)
		}
	}
	if err := rows.Close(); err != nil {
		return s.unwritten(err)
	}
	s.printer.Done()
	return nil
}
