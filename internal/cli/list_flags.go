package cli

import (
	"strconv"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/text"
)

// windowFlags are --limit and --offset.
func windowFlags(cmd *cobra.Command, w *api.Window) {
	cmd.Flags().IntVar(&w.Limit, "limit", 0, "maximum number to show (default all)")
	cmd.Flags().IntVar(&w.Offset, "offset", 0, "number to skip")
	complete(cmd, "limit", nil, nil)
	complete(cmd, "offset", nil, nil)
}

func windowProblems(cmd *cobra.Command, w api.Window) []text.Problem {
	var problems []text.Problem
	if cmd.Flags().Changed("limit") && w.Limit < 1 {
		problems = append(problems, text.Problem{Where: "--limit", Given: itoa(w.Limit), Rule: i18n.T("must be 1 or more")})
	}
	if w.Offset < 0 {
		problems = append(problems, text.Problem{Where: "--offset", Given: itoa(w.Offset), Rule: i18n.T("must be 0 or more")})
	}
	return problems
}

// filterFlags adds a flag for each field, once.
func filterFlags(cmd *cobra.Command, fields ...joinperm.Field) {
	for _, f := range fields {
		if cmd.Flags().Lookup(f.Flag) == nil {
			cmd.Flags().String(f.Flag, "", f.Help)
			completeField(cmd, f)
		}
	}
}

// filterGiven reads the filter from the flags. A flag that belongs to another list is an error.
func filterGiven(cmd *cobra.Command, fields, others []joinperm.Field) (map[string]string, []text.Problem) {
	given := map[string]string{}
	known := map[string]bool{}
	for _, f := range fields {
		known[f.Flag] = true
		if flag := cmd.Flags().Lookup(f.Flag); flag != nil && flag.Changed {
			given[f.Param] = flag.Value.String()
		}
	}
	filter, refusals := joinperm.CheckFilter(fields, given)
	problems := refusalProblems(refusals)
	for _, f := range others {
		if flag := cmd.Flags().Lookup(f.Flag); flag != nil && flag.Changed && !known[f.Flag] {
			problems = append(problems, text.Problem{Where: "--" + f.Flag, Given: flag.Value.String(), Rule: i18n.T("does not apply to this list")})
		}
	}
	return filter, problems
}

// addTableFlags lets a command choose what a table or CSV shows.
func addTableFlags(a *app, cmd *cobra.Command) {
	cmd.Flags().StringSliceVar(&a.columns, "columns", nil, "columns to show, comma-separated")
	cmd.Flags().BoolVar(&a.noHeaders, "no-headers", false, "omit column headers (table, csv and tsv)")
	cmd.Flags().BoolVar(&a.wide, "wide", false, "show every column, as -o wide does")
}

// filterGiven reads the list's filter from the flags; a filter that only another list has is an
// error.
func (l list) filterGiven(cmd *cobra.Command, other *list) (map[string]string, []text.Problem) {
	var others []joinperm.Field
	if other != nil {
		others = other.filters
	}
	return filterGiven(cmd, l.filters, others)
}

// sorting are the parameters that order the list.
func (l listCommand) sorting(cmd *cobra.Command, given listFlags) (map[string]string, []text.Problem) {
	sorting, problems := filterGiven(cmd, []joinperm.Field{l.sortBy}, nil)
	switch {
	case len(sorting) > 0:
		sorting[joinperm.Ascending] = strconv.FormatBool(!given.descending)
	case given.descending && len(problems) == 0:
		problems = append(problems, text.Problem{Where: "--descending", Rule: i18n.T("needs --sort-by")})
	}
	return sorting, problems
}

// period gives the parameters of the period that the list is of.
func (l listCommand) period(a *app, cmd *cobra.Command, given listFlags) (map[string]string, []text.Problem) {
	if !l.timed {
		return nil, nil
	}
	return given.period.period(cmd, a.Now())
}
