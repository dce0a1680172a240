package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/text"
)

// subject is what the first argument of a command names, where that is no permission.
type subject struct {
	subject  string                                           // "order", for the words of a failure
	argument string                                           // what the argument is, for whom leaves it out
	check    func(given string) (id string, _ []text.Problem) // the argument's rule; nothing is sent where it refuses
	offers   cobra.CompletionFunc                             // of the argument; nil for none
}

func gatewaySubject(a *app) subject {
	return subject{
		subject: "gateway", argument: "a gateway's GwEUI",
		check: checkArgument(joinperm.GwEUI()), offers: completeLiveArgument(a, "gateways", gatewayList),
	}
}

func nodeSubject() subject {
	return subject{subject: "node", argument: "a node's DevEUI", check: checkArgument(joinperm.DevEUI()), offers: cobra.NoFileCompletions}
}

func nodeGroupSubject(a *app) subject {
	return subject{
		subject: "node group", argument: "a node group's ID",
		check: checkArgument(joinperm.NodeGroupID()), offers: completeLiveArgument(a, "node groups", nodeGroupList),
	}
}

func orderSubject() subject {
	return subject{
		subject: "order", argument: "an order's ID",
		check: func(given string) (string, []text.Problem) { return given, identifierProblems("", given) },
	}
}

// checkArgument checks an argument by the rule of a field.
func checkArgument(field joinperm.Field) func(string) (string, []text.Problem) {
	return func(given string) (string, []text.Problem) {
		checked, refusals := joinperm.CheckFilter([]joinperm.Field{field}, map[string]string{field.Param: given})
		problems := refusalProblems(refusals)
		for i := range problems {
			problems[i].Where = "" // an argument, no flag
			if given == "" {
				problems[i].Where, problems[i].Rule = emptyArgument, i18n.T("is empty")
			}
		}
		return checked[field.Param], problems
	}
}

// openSubject opens a session for a command whose only argument names its subject.
func (a *app) openSubject(cmd *cobra.Command, args []string, b subject) (*session, string, error) {
	if err := countArgs(cmd, args, i18n.Word(b.argument), 1); err != nil {
		return nil, "", err
	}
	s, err := a.openStrict(cmd)
	if err != nil {
		return nil, "", err
	}
	id, problems := b.check(args[0])
	return s, id, s.refuseProblems(cmd, problems, nil)
}

// completeLiveArgument completes the only argument with the first page of a list.
func completeLiveArgument(a *app, what string, l func() list) cobra.CompletionFunc {
	several := completeLiveArguments(a, what, l)
	return func(cmd *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return several(cmd, args, word)
	}
}

// completeLiveArguments completes every argument with the first page of a list.
func completeLiveArguments(a *app, what string, l func() list) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		offers := slices.DeleteFunc(a.live(cmd, what, permissionOffers(l())), func(o liveOffer) bool { return slices.Contains(args, o.Value) })
		return completions(offers, false), cobra.ShellCompDirectiveNoFileComp
	}
}
