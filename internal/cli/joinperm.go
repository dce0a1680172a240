package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

func newJoinPerm(a *app) *cobra.Command {
	return group("joinperm", "Work with join permissions (入网凭证)",
		"Work with the LoRaWAN join permissions (入网凭证) that the account owns.",
		newJoinPermUpdate(a), newJoinPermGet(a), newJoinPermList(a))
}

// permissionColumns are the heads of permissionRow.
func permissionColumns() []string {
	columns := []string{joinperm.ID().Label}
	for _, f := range joinperm.Fields() {
		columns = append(columns, f.Label)
	}
	return append(columns, "state", "renter")
}

func permissionRow(p *joinperm.Listed) []string {
	row := []string{joinperm.ID().Shown(p)}
	for _, f := range joinperm.Fields() {
		row = append(row, f.Shown(p))
	}
	renter := string(p.RenterAliyunID)
	if renter == "" {
		renter = "–"
	}
	return append(row, p.ShowState(), renter)
}

// idOf is the ID that a command was given, as an argument or with --id.
func idOf(cmd *cobra.Command, args []string) (string, bool, error) {
	flag := cmd.Flags().Lookup(joinperm.ID().Flag)
	flagged := flag != nil && flag.Changed
	switch {
	case len(args) > 1:
		return "", false, usage("unexpected argument "+output.Escape(args[1])+": "+cmd.CommandPath()+" takes one ID", cmd.CommandPath()+" --help")
	case len(args) == 1 && flagged && args[0] != flag.Value.String():
		return "", false, usage("two IDs are given, "+output.Escape(flag.Value.String())+" and "+output.Escape(args[0])+": one is needed", cmd.CommandPath()+" --help")
	case len(args) == 1:
		return args[0], true, nil
	case flagged:
		return flag.Value.String(), true, nil
	}
	return "", false, nil
}

// refusalProblems says of each refusal which flag it stands behind.
func refusalProblems(refusals []joinperm.Refusal) []output.Problem {
	var problems []output.Problem
	for _, r := range refusals {
		problems = append(problems, output.Problem{
			Where: "--" + r.Field.Flag, Given: r.Problem.Given, Rule: r.Problem.Broken, Suggestion: r.Problem.Suggestion,
		})
	}
	return problems
}
