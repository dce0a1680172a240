package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
)

func newFreqBandGet(a *app) *cobra.Command {
	return getCommand[joinperm.Band]{
		use:   "get GROUP",
		short: "Show a frequency band plan group",
		long:  "Show a frequency band plan group (GetFreqBandPlanGroup).",
		example: `  linkwanctl freqband get 101
  linkwanctl freqband get 201 -o json`,
		subject: subject{
			subject: "group", argument: "the number of a group, such as 101",
			check: checkArgument(joinperm.BandField()), offers: completeBands,
		},
		call:    func(id, _ string) api.Call { return api.BandCall(id) },
		columns: bandColumns(), row: bandRow,
	}.command(a)
}

func completeBands(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var offers []cobra.Completion
	if len(args) == 0 {
		f := joinperm.BandField()
		for _, id := range f.Values() {
			offers = append(offers, cobra.CompletionWithDesc(id, offered(cmd).Exact(f.Explain(id))))
		}
	}
	return offers, cobra.ShellCompDirectiveNoFileComp
}
