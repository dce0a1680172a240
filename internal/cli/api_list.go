package cli

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/catalogue"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

func newAPIList(a *app) *cobra.Command {
	var group string
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the actions of the Link WAN API",
		Long: `List the actions of the Link WAN API, with the command that does the same job if there is
one. Nothing is sent. -o wide also shows whether the API reference documents an action,
whether it only reads, and its limit of requests per second.`,
		Example: `  linkwanctl api list
  linkwanctl api list --group gateway
  linkwanctl api list -o json --query '[?Reads].Action'`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runAPIList(a, cmd, group) },
	}
	cmd.Flags().StringVar(&group, "group", "", "list only the actions of a group, such as gateway")
	register(cmd, "group", func(*cobra.Command) []cobra.Completion { return actionGroups() })
	addTableFlags(a, cmd)
	completeColumns(cmd, actionColumns(), nil)
	return cmd
}

// listedAction is an action in the documents of `api list`.
type listedAction struct {
	Action     string   `json:"Action"`
	Group      string   `json:"Group"`
	Documented bool     `json:"Documented"`
	Reads      bool     `json:"Reads"`
	QPS        int      `json:"Qps,omitempty"`
	Commands   []string `json:"Commands"`
}

func listedActionOf(action catalogue.Action) listedAction {
	return listedAction{
		Action: action.Name, Group: action.Group, Documented: action.Documented, Reads: api.Reads(action.Name),
		QPS: action.QPS, Commands: commandsFor(action.Name),
	}
}

func actionColumns() []output.Column {
	return []output.Column{
		{Name: "Action", Label: "action"}, {Name: "Group", Label: "API group", Keep: true}, {Name: "Commands", Label: "command"},
		{Name: "Documented", Label: "documented", Wide: true}, {Name: "Reads", Label: "reads", Wide: true}, {Name: "Qps", Label: "per second", Wide: true},
	}
}

func actionRow(_ *session, a *listedAction) []string {
	qps := ""
	if a.QPS > 0 {
		qps = strconv.Itoa(a.QPS)
	}
	return []string{a.Action, a.Group, dash(strings.Join(a.Commands, ", ")), strconv.FormatBool(a.Documented), strconv.FormatBool(a.Reads), dash(qps)}
}

func runAPIList(a *app, cmd *cobra.Command, group string) error {
	printer, err := a.bare(a.formWanted)
	if err != nil {
		return err
	}
	if groups := actionGroups(); cmd.Flags().Changed("group") && !slices.Contains(groups, strings.ToLower(group)) {
		return refusedValues([]text.Problem{{
			Where: "--group", Given: group, Rule: i18n.T("must be one of %s", strings.Join(groups, ", ")), Suggestion: text.Nearest(group, groups),
		}}, helpOf(cmd))
	}
	var listed []listedAction
	for _, action := range catalogue.All() {
		if group == "" || action.Group == strings.ToLower(group) {
			listed = append(listed, listedActionOf(action))
		}
	}
	s := &session{app: a, printer: printer}
	return s.stream(cmd.Context(), actionColumns(), eachOf(listed, actionRow), reading{session: s})
}

// actionGroups are the groups of the API's reference.
func actionGroups() []string {
	var groups []string
	for _, action := range catalogue.All() {
		groups = append(groups, action.Group)
	}
	slices.Sort(groups)
	return slices.Compact(groups)
}

// commandsFor are the commands that do an action's job: the first that sends it alone, with those that
// directly follow and send the same, as disable follows enable; else the first that ends with it, or
// begins with it. Where a flag of a command does the job, it is named.
func commandsFor(action string) []string {
	found := []string{}
	for _, c := range actionsOfCommands() {
		if c.needs == action {
			found = append(found, c.command)
		} else if len(found) > 0 {
			return found
		}
	}
	for _, c := range actionsOfCommands() {
		switch first, _, _ := strings.Cut(c.optional, " "); {
		case strings.HasSuffix(c.needs, " "+action):
			return []string{c.command}
		case first == action:
			return []string{c.command + flagFor(action, c.needs)}
		}
	}
	for _, c := range actionsOfCommands() { // as `gateway stats` sends two, for one result
		if strings.HasPrefix(c.needs, action+" ") {
			return []string{c.command}
		}
	}
	return found
}

// flagFor is the flag with which a command sends an action in place of what it needs without the flag.
func flagFor(action, needs string) string {
	switch {
	case strings.Contains(action, "Rented") && !strings.Contains(needs, "Rented"):
		return " --rented"
	case strings.HasPrefix(action, "Count") && !strings.HasPrefix(needs, "Count"):
		return " --count"
	}
	return ""
}
