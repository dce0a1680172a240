package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

func newFreqBand(a *app) *cobra.Command {
	return group("freqband", "See the frequency band plan groups",
		"See the frequency band plan groups that permissions and gateways can use.",
		newFreqBandList(a), newFreqBandGet(a))
}

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

func newFreqBandGet(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "get GROUP",
		Short: "Show a frequency band plan group",
		Long:  "Show a frequency band plan group (GetFreqBandPlanGroup).",
		Example: `  linkwanctl freqband get 101
  linkwanctl freqband get 201 -o json`,
		ValidArgsFunction: completeBands,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := countArgs(cmd, args, "the number of a group, such as 101", 1); err != nil {
				return err
			}
			s, err := a.openStrict(cmd)
			if err != nil {
				return err
			}
			field := joinperm.BandField()
			group, refusals := joinperm.CheckFilter([]joinperm.Field{field}, map[string]string{field.Param: args[0]})
			problems := refusalProblems(refusals)
			for i := range problems {
				problems[i].Where = "" // an argument, no flag
			}
			if err := s.refuseProblems(cmd, problems, nil); err != nil {
				return err
			}
			return s.withClient(func(client *api.Client) error {
				got, err := api.Fetch[joinperm.Band](cmd.Context(), client, api.BandCall(group[field.Param]))
				if err != nil {
					return s.serviceFailure(err, task{Verb: "request", Subject: "group", ID: args[0]})
				}
				return s.finish(output.Result{Document: got, Grid: output.Grid{Columns: bandLabels(), Rows: [][]string{bandRow(&got.Data)}}})
			})
		},
	}
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

func bandColumns() []output.Column {
	return []output.Column{
		{Name: "GroupId", Label: "group"}, {Name: "FrequencyRegionId", Label: "region"}, {Name: "FrequencyType", Label: "type"},
		{Name: "BeginFrequency", Label: "from"}, {Name: "EndFrequency", Label: "to"},
	}
}

func bandLabels() []string {
	var labels []string
	for _, c := range bandColumns() {
		labels = append(labels, c.Label)
	}
	return labels
}

func bandRow(b *joinperm.Band) []string {
	return []string{string(b.GroupID), dash(b.ShowRegion()), dash(b.FrequencyType), megahertz(b.BeginFrequency), megahertz(b.EndFrequency)}
}

// megahertz shows a frequency with the unit that the API counts in.
func megahertz(frequency joinperm.Number) string {
	if frequency == "" {
		return dash(frequency)
	}
	return string(frequency) + " MHz"
}

func completeBands(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var offers []cobra.Completion
	if len(args) == 0 {
		f := joinperm.BandField()
		for _, id := range f.Values() {
			offers = append(offers, cobra.CompletionWithDesc(id, f.Explain(id)))
		}
	}
	return offers, cobra.ShellCompDirectiveNoFileComp
}
