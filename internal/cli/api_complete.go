package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"linkwanctl/internal/catalogue"
	"linkwanctl/internal/i18n"
)

// completeCall offers the action, then the names of its parameters with "=" behind them, and the values
// of those that take a closed set.
func completeCall(cmd *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return actionOffers(cmd), cobra.ShellCompDirectiveNoFileComp
	}
	action, known := catalogue.Find(args[0])
	if !known {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	if name, _, isValue := strings.Cut(word, "="); isValue {
		return valueOffers(action, name), cobra.ShellCompDirectiveNoFileComp
	}
	var offers []cobra.Completion
	for _, p := range action.Parameters {
		isGiven := slices.ContainsFunc(args[1:], func(arg string) bool {
			name, _, _ := strings.Cut(arg, "=")
			return strings.EqualFold(name, p.Name)
		})
		if isGiven && !p.Repeated {
			continue
		}
		means := i18n.Raw(p.Type)
		if p.Required {
			means = i18n.T("%s, required", means)
		}
		offers = append(offers, cobra.CompletionWithDesc(p.Name+"=", offered(cmd).Say(means)))
	}
	return offers, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// valueOffers are Name=value for each value of a closed set.
func valueOffers(action catalogue.Action, name string) []cobra.Completion {
	var values []string
	if p, _ := action.Parameter(name); p.Type == "boolean" {
		values = []string{"true", "false"}
	} else if field, isField := fieldOf(action, p.Name); isField && field.Values != nil {
		values = field.Values()
	}
	var offers []cobra.Completion
	for _, value := range values {
		offers = append(offers, name+"="+value)
	}
	return offers
}
