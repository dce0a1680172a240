package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
)

func newFreqBandList(a *app) *cobra.Command {
	return listCommand{
		use:   "list",
		short: "List the frequency band plan groups",
		long: `List the frequency band plan groups that the account may use (ListFreqBandPlanGroups). With
--offline the three documented groups are shown and nothing is sent.

Tables show the LoRaWAN region (CN470 or AS923), and frequencies in MHz. JSON, YAML and CSV
have the service's own values: FrequencyRegionId is a country code, CN for both.`,
		example: `  linkwanctl freqband list
  linkwanctl freqband list --offline`,
		list: list{
			columns: bandColumns(), items: wholeOf(bandRow), whole: true,
			call: func(listQuery, int, int) api.Call { return api.BandsCall() },
		},
		offline: eachOf(documentedBands(), bandRow), offlineHelp: "show the documented groups without a request",
	}.command(a)
}

// documentedBands are those that are known without the service.
func documentedBands() []joinperm.Band {
	var bands []joinperm.Band
	for _, plan := range joinperm.Plans() {
		bands = append(bands, plan.Band)
	}
	return bands
}
