package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

func newFreqBandGet(a *app) *cobra.Command {
	return getCommand[joinperm.Band]{
		use:   "get GROUP",
		short: "Show a frequency band plan group",
		long:  "Show a frequency band plan group (GetFreqBandPlanGroup).",
		example: `  linkwanctl freqband get 101
  linkwanctl freqband get 201 -o json`,
		subject: "group", argument: "the number of a group, such as 101",
		check: checkBand, offers: completeBands, call: api.BandCall,
		result: func(s *session, got api.Result[joinperm.Band]) output.Result {
			return output.Result{Document: got, Grid: output.Grid{Columns: bandLabels(), Rows: [][]string{bandRow(s, &got.Data)}}}
		},
	}.command(a)
}

// checkBand checks a group's number by its field's rule.
func checkBand(given string) (string, []text.Problem) {
	field := joinperm.BandField()
	group, refusals := joinperm.CheckFilter([]joinperm.Field{field}, map[string]string{field.Param: given})
	problems := refusalProblems(refusals)
	for i := range problems {
		problems[i].Where = "" // an argument, no flag
		if given == "" {
			problems[i].Where, problems[i].Rule = emptyArgument, i18n.T("is empty")
		}
	}
	return group[field.Param], problems
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
