package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"linkwanctl/internal/config"
	"linkwanctl/internal/credential"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

// Completion of closed sets and of the user's own files. What the service has is live.go's. Both
// are silent where there is nothing to offer.

// complete offers a closed set of values, explained where there is a word to say. A flag without
// one offers nothing, rather than the names of files.
func complete(cmd *cobra.Command, flag string, values []string, explain func(string) string) {
	offers := make([]cobra.Completion, 0, len(values))
	for _, value := range values {
		if explain == nil {
			offers = append(offers, value)
			continue
		}
		offers = append(offers, cobra.CompletionWithDesc(value, explain(value)))
	}
	register(cmd, flag, func(*cobra.Command) []cobra.Completion { return offers })
}

func completeField(cmd *cobra.Command, f joinperm.Field) {
	var values []string
	if f.Values != nil {
		values = f.Values()
	}
	complete(cmd, f.Flag, values, f.Explain)
}

// completeNames offers the contexts and the profiles that the user's files hold, and the names of
// files where nothing but a file is wanted.
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
	// Nobody could see what such a name has in it, and a shell would change it.
	return slices.DeleteFunc(names, func(name string) bool { return output.Escape(name) != name || strings.ContainsRune(name, '\\') })
}

// completeFile offers the names of files.
func completeFile(cmd *cobra.Command, flag string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(nil, cobra.ShellCompDirectiveDefault))
}

func register(cmd *cobra.Command, flag string, offers func(*cobra.Command) []cobra.Completion) {
	// It fails for an unknown or a twice registered flag alone: a test looks at every flag.
	_ = cmd.RegisterFlagCompletionFunc(flag, func(cmd *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return offers(cmd), cobra.ShellCompDirectiveNoFileComp
	})
}
