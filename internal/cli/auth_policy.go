package cli

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/catalogue"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

func newAuthPolicy(a *app) *cobra.Command {
	var ids []string
	cmd := &cobra.Command{
		Use:   "policy [COMMAND|ACTION]…",
		Short: "Print the smallest RAM policy for commands",
		Long: `Print the RAM policy that allows these commands or API actions, and nothing else. A group
such as joinperm means all its commands; no argument means every command.

With --id the policy allows only these permissions; lists always need all of them.
Nothing is sent.`,
		Example: `  linkwanctl auth policy joinperm update --id 123
  linkwanctl auth policy joinperm list joinperm apply > policy.json
  linkwanctl auth policy joinperm update GetOwnedJoinPermission`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return slices.Concat(firstWords(), policyActions()), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error { return runAuthPolicy(a, cmd, args, ids) },
	}
	cmd.Flags().StringSliceVar(&ids, joinperm.ID().Flag, nil, "`IDs` of the permissions to allow, comma-separated (default all)")
	complete(cmd, joinperm.ID().Flag, nil, nil)
	return cmd
}

// firstWords are the groups that have commands which ask the service.
func firstWords() []string {
	var words []string
	for _, c := range actionsOfCommands() {
		if word, _, _ := strings.Cut(c.command, " "); !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return words
}

func runAuthPolicy(a *app, cmd *cobra.Command, args, ids []string) error {
	printer, err := a.bare(a.formGiven)
	if err != nil {
		return err
	}
	var problems []text.Problem
	for _, id := range ids {
		where := "--" + joinperm.ID().Flag
		problems = append(problems, identifierProblems(where, id)...)
		if strings.ContainsAny(id, "*?") {
			problems = append(problems, text.Problem{Where: where, Given: id, Rule: i18n.T("must not contain * or ?: in a RAM policy they mean more than one permission")})
		}
	}
	if slices.Contains(args, "") {
		problems = append(problems, text.Problem{Where: emptyArgument, Rule: i18n.T("is empty")})
	}
	if len(problems) > 0 {
		return refusedValues(problems, helpOf(cmd))
	}
	needs, optional, err := actionsNamed(args)
	if err != nil {
		return err
	}
	var shown bytes.Buffer
	encoder := json.NewEncoder(&shown)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	document := policyFor(needs, ids)
	if err := encoder.Encode(document); err != nil {
		return err
	}
	if err := printer.Result(output.Result{Document: document, Text: shown.String()}); err != nil {
		return outputFailure(err)
	}
	if unlisted := slices.DeleteFunc(slices.Clone(needs), isInRAMTable); len(unlisted) > 0 {
		printer.Note(i18n.T("no resource is documented for %s: the policy allows it on every resource of Link WAN", strings.Join(unlisted, " ")))
	}
	if len(optional) > 0 && len(args) > 0 {
		printer.Note(i18n.T("some flags, and names instead of IDs, need more actions: %s", strings.Join(optional, " ")))
	}
	return nil
}

// policy is a RAM policy. Its names are RAM's.
type policy struct {
	Version   string
	Statement []statement
}

type statement struct {
	Effect   string
	Action   []string
	Resource []string
}

// policyFor allows the actions on the permissions, or on all if none is named. Actions on the same
// resources share a statement.
func policyFor(actions, ids []string) policy {
	p := policy{Version: "1"}
	for _, action := range actions {
		allowed := allowedBy(action, ids)
		if allowed.Action == "" { // RAM's public table lacks it
			continue
		}
		same := slices.IndexFunc(p.Statement, func(s statement) bool { return slices.Equal(s.Resource, allowed.Resources) })
		if same < 0 {
			p.Statement = append(p.Statement, statement{Effect: "Allow", Resource: allowed.Resources})
			same = len(p.Statement) - 1
		}
		p.Statement[same].Action = append(p.Statement[same].Action, allowed.Action)
	}
	return p
}

// everyResource is what a policy names for an action whose resource is not known.
const everyResource = "acs:linkwan:*:*:*"

func allowedBy(action string, ids []string) api.Permission {
	if !isInRAMTable(action) {
		return api.Permission{Action: "linkwan:" + action, Resources: []string{everyResource}}
	}
	if len(ids) == 0 {
		return api.PermissionFor(api.Call{Action: action})
	}
	var resources []string
	var name string
	for _, id := range ids {
		p := api.PermissionFor(api.Call{Action: action, Params: map[string]string{joinperm.ID().Param: id}})
		name, resources = p.Action, append(resources, p.Resources...)
	}
	slices.Sort(resources)
	return api.Permission{Action: name, Resources: slices.Compact(resources)}
}

func isInRAMTable(action string) bool { return slices.Contains(api.Actions(), action) }

// actionsNamed gives the actions that the arguments name, and those that their commands may need
// too. An argument is an action, in any case, or a part of a command's path.
func actionsNamed(args []string) (needs, optional []string, err error) {
	if len(args) == 0 {
		args = firstWords()
	}
	for len(args) > 0 {
		if action := actionNamed(args[0]); action != "" {
			needs, args = append(needs, action), args[1:]
			continue
		}
		words, found := commandsNamed(args)
		if call := callWords(args); call > 0 { // the actions behind it are what it needs
			if len(args) == call || actionNamed(args[call]) == "" {
				return nil, nil, usage(i18n.T("api call can call any action: name the action to allow"), i18n.Raw("linkwanctl auth policy api call ACTION"))
			}
			words = call
		}
		if words == 0 {
			return nil, nil, unknownForPolicy(args[0])
		}
		for _, c := range found {
			needs = append(needs, strings.Fields(c.needs)...)
			optional = append(optional, strings.Fields(c.optional)...)
		}
		args = args[words:]
	}
	slices.Sort(needs)
	slices.Sort(optional)
	needs = slices.Compact(needs)
	optional = slices.DeleteFunc(slices.Compact(optional), func(action string) bool { return slices.Contains(needs, action) })
	return needs, optional, nil
}

func actionNamed(arg string) string {
	if product, action, found := strings.Cut(arg, ":"); found && strings.EqualFold(product, "linkwan") {
		arg = action // as RAM writes it, and a denial
	}
	for _, action := range policyActions() {
		if strings.EqualFold(action, arg) {
			return action
		}
	}
	return ""
}

// policyActions are the actions that RAM's table lists, and the API's that it does not.
func policyActions() []string {
	actions := append(api.Actions(), catalogue.Names()...)
	slices.Sort(actions)
	return slices.Compact(actions)
}

// callWords is how many of the first arguments name `api call`, which needs what its action needs.
func callWords(args []string) int {
	switch {
	case args[0] != "api":
		return 0
	case len(args) > 1 && args[1] == "call":
		return 2
	}
	return 1
}

// commandsNamed gives the commands that begin with the first arguments, as many of them as there is
// a command for, and how many arguments those are.
func commandsNamed(args []string) (words int, found []commandActions) {
	for n := range args {
		path := fullPath(args[:n+1])
		var below []commandActions
		for _, c := range actionsOfCommands() {
			if c.command == path || strings.HasPrefix(c.command, path+" ") {
				below = append(below, c)
			}
		}
		if len(below) == 0 {
			break
		}
		words, found = n+1, below
	}
	return words, found
}

// fullPath writes out the aliases in a command's path.
func fullPath(words []string) string {
	full := slices.Clone(words)
	for i, word := range words {
		for _, name := range []string{"joinperm", "gateway", "list", "get", "delete"} {
			if slices.Contains(aliasesOf(name), word) {
				full[i] = name
			}
		}
	}
	return strings.Join(full, " ")
}

func unknownForPolicy(arg string) error {
	title := i18n.T("%s is neither an API action nor a command that calls Link WAN", arg)
	if near := text.Nearest(arg, slices.Concat(firstWords(), policyActions())); near != "" {
		title = i18n.T("%s is neither an API action nor a command that calls Link WAN: did you mean %s?", arg, near)
	}
	return usage(title, i18n.Raw("linkwanctl auth policy --help"))
}
