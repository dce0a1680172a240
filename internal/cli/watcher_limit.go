package cli

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

// complete reads --max-silent, and says what is wrong with the flags; lasting is the one that says
// how long to watch.
func (o *watchOptions) complete(cmd *cobra.Command, lasting, maxSilent string) []text.Problem {
	var problems []text.Problem
	if o.every < watchLeast {
		problems = append(problems, text.Problem{Where: "--every", Given: o.every.String(), Rule: i18n.T("must be 1s or more")})
	}
	if o.lasts < o.every {
		problems = append(problems, text.Problem{Where: lasting, Given: o.lasts.String(), Rule: i18n.T("must be as long as --every or longer")})
	}
	if o.limit = -1; cmd.Flags().Changed("max-silent") {
		limit, err := strconv.ParseFloat(strings.TrimSuffix(maxSilent, "%"), 64)
		if err != nil || !(limit >= 0 && limit <= 100) {
			problems = append(problems, text.Problem{Where: "--max-silent", Given: maxSilent, Rule: i18n.T("must be 0%% to 100%%, as in 20%%")})
		}
		o.limit = limit
	}
	return problems
}

// silentFailure says how many nodes are silent, and behind which permissions.
func (w *watcher) silentFailure(limit float64) *failure {
	v := w.verdict()
	f := &failure{Failure: output.Failure{
		Title: i18n.T("about %d of %d nodes fell silent (%.0f %%, limit %s %%)", v.Silent, v.Nodes, v.Percent(), percentOf(limit)),
		Code:  codeDevicesSilent, Outcome: "done", ExitCode: exitSilent,
	}}
	for _, o := range w.all {
		if state := o.state(); state.Silent > 0 {
			what := i18n.T("about %d of %d nodes silent: %d uplinks, %.0f expected", state.Silent, state.Nodes, state.Uplinks, state.Expected)
			if state.Gone > 0 {
				what = i18n.T("it has no nodes any more, %d before", state.Gone)
			}
			f.Problems = append(f.Problems, text.Problem{Where: w.session.label(o.id), Rule: what})
			if len(f.Hints) == 0 {
				f.Hints = []i18n.Text{i18n.T("to see which nodes joined last:  %s", w.session.app.other("joinperm nodes "+o.id+" --"+joinperm.SortNodesBy().Flag+" "+joinperm.ByLastJoin))}
			}
		}
	}
	return f
}
