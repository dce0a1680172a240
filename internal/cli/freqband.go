package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

func newFreqBand(a *app) *cobra.Command {
	return group("freqband", "Show frequency band plan groups",
		"Show the frequency band plan groups that permissions and gateways can use.",
		newFreqBandList(a), newFreqBandGet(a))
}

func bandColumns() []output.Column {
	return []output.Column{
		{Name: "GroupId", Label: "group"}, {Name: "FrequencyRegionId", Label: "region"}, {Name: "FrequencyType", Label: "type"},
		{Name: "BeginFrequency", Label: "from"}, {Name: "EndFrequency", Label: "to"},
	}
}

func bandRow(_ *session, b *joinperm.Band) []string {
	return []string{string(b.GroupID), dash(b.ShowRegion()), dash(b.FrequencyType), megahertz(b.BeginFrequency), megahertz(b.EndFrequency)}
}

// megahertz shows a frequency with the unit that the API counts in.
func megahertz(frequency joinperm.Number) string {
	if frequency == "" {
		return dash(frequency)
	}
	return string(frequency) + " MHz"
}
