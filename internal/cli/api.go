package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/catalogue"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

func newAPI(a *app) *cobra.Command {
	return group("api", "Call any action of the Link WAN API",
		`Look up and call any action of the Link WAN API, with or without a command of its own. list
and describe need no credentials and send nothing.`,
		newAPIList(a), newAPIDescribe(a), newAPICall(a))
}

// completeActions offers the actions as the first argument.
func completeActions(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return actionOffers(cmd), cobra.ShellCompDirectiveNoFileComp
}

func actionOffers(cmd *cobra.Command) []cobra.Completion {
	var offers []cobra.Completion
	for _, action := range catalogue.All() {
		means := i18n.T("%s, changes something", action.Group)
		if api.Reads(action.Name) {
			means = i18n.T("%s, reads", action.Group)
		}
		offers = append(offers, cobra.CompletionWithDesc(action.Name, offered(cmd).Say(means)))
	}
	return offers
}

// unknownAction refuses an action that the catalogue does not have.
func unknownAction(name string, more ...i18n.Text) *failure {
	title := i18n.T("unknown action %s", name)
	if near := text.Nearest(name, catalogue.Names()); near != "" {
		title = i18n.T("%s: did you mean %s?", title, near)
	}
	return usage(title, append(texts(i18n.T("list the actions:  linkwanctl api list")), more...)...)
}
