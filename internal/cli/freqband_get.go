package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

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
				return s.finish(output.Result{Document: got, Grid: output.Grid{Columns: bandLabels(), Rows: [][]string{bandRow(s, &got.Data)}}})
			})
		},
	}
	return cmd
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
