package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"linkwanctl/internal/config"
	"linkwanctl/internal/credential"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

// Completion of closed sets and of names in the user's files. Values from the service are in
// live.go. Both are silent if there is nothing to offer.

// complete offers a closed set of values, with explanations if there are any. A flag without such a
// set offers nothing, rather than file names.
func complete(cmd *cobra.Command, flag string, values []string, explain func(string) string) {
	register(cmd, flag, func(cmd *cobra.Command) []cobra.Completion {
		offers := make([]cobra.Completion, 0, len(values))
		for _, value := range values {
			if explain == nil {
				offers = append(offers, value)
				continue
			}
			offers = append(offers, cobra.CompletionWithDesc(value, offered(cmd).Exact(explain(value))))
		}
		return offers
	})
}

func completeField(cmd *cobra.Command, f joinperm.Field) {
	var values []string
	if f.Values != nil {
		values = f.Values()
	}
	complete(cmd, f.Flag, values, f.Explain)
}

// completeNames offers the contexts and profiles in the user's files, and file names for flags that
// take a file.
func completeNames(a *app, root *cobra.Command) {
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp)
	register(root, "context", a.contextNames)
	register(root, "profile", a.profileNames)
}

func (a *app) contextNames(cmd *cobra.Command) []cobra.Completion {
	return config.ContextNames(a.settingsOptions(cmd))
}

func (a *app) profileNames(*cobra.Command) []cobra.Completion {
	names, err := credential.Profiles(credential.Options{Getenv: a.Getenv, Home: a.Home})
	if err != nil {
		return nil
	}
	// Such a name has invisible characters, or ones that a shell would change.
	return slices.DeleteFunc(names, func(name string) bool { return output.Escape(name) != name || strings.ContainsRune(name, '\\') })
}

// completeFile offers the names of files, with these extensions if there are any.
func completeFile(cmd *cobra.Command, flag string, extensions ...string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, filesOf(extensions...))
}

func filesOf(extensions ...string) cobra.CompletionFunc {
	if len(extensions) == 0 {
		return cobra.FixedCompletions(nil, cobra.ShellCompDirectiveDefault)
	}
	return cobra.FixedCompletions(extensions, cobra.ShellCompDirectiveFilterFileExt)
}

// completeColumns offers the columns of a table in a list with commas, each once: by the API's name,
// and by the table's label once it is begun, in small or capital letters. With --rented they are
// those of rented permissions.
func completeColumns(cmd *cobra.Command, owned, rented []output.Column) {
	_ = cmd.RegisterFlagCompletionFunc("columns", func(cmd *cobra.Command, _ []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
		columns := owned
		if flag := cmd.Flags().Lookup("rented"); flag != nil && flag.Value.String() == "true" {
			columns = rented
		}
		head, given := listGiven(word)
		begun := word[len(head):]
		var offers []cobra.Completion
		add := func(value, means string) {
			if offer := cobra.CompletionWithDesc(value, means); strings.HasPrefix(value, begun) && !slices.Contains(offers, offer) {
				offers = append(offers, offer)
			}
		}
		for _, c := range columns {
			if slices.ContainsFunc(given, func(name string) bool {
				return text.Fold(name) == text.Fold(c.Name) || text.Fold(name) == text.Fold(c.Label)
			}) {
				continue
			}
			add(c.Name, offered(cmd).Exact(c.Label))
			if begun != "" && text.Fold(c.Label) != "" {
				label := c.Label
				if !strings.Contains(begun, " ") { // bash inserts what offers have in common without quotes
					label = strings.ReplaceAll(label, " ", "-")
				}
				add(label, c.Name)
				add(strings.ToUpper(label), c.Name)
			}
		}
		return afterComma(head, offers), cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	})
}

// listGiven is what stands before the last comma of a list, with that comma, and its items.
func listGiven(word string) (head string, items []string) {
	head = word[:strings.LastIndex(word, ",")+1]
	return head, strings.Split(strings.TrimSuffix(head, ","), ",")
}

// afterComma has offers follow what stands before the last comma.
func afterComma(head string, offers []cobra.Completion) []cobra.Completion {
	for i := range offers {
		offers[i] = head + offers[i]
	}
	return offers
}

func register(cmd *cobra.Command, flag string, offers func(*cobra.Command) []cobra.Completion) {
	// It only fails for an unknown flag or one registered twice; a test checks every flag.
	_ = cmd.RegisterFlagCompletionFunc(flag, func(cmd *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return offers(cmd), cobra.ShellCompDirectiveNoFileComp
	})
}
