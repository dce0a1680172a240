package cli

import (
	"io"

	"github.com/spf13/cobra"
)

// newCompletion is ours rather than Cobra's so that a mistyped shell is told as
// such, and its scripts are those that completions/ holds.
func newCompletion(a *app) *cobra.Command {
	cmd := group("completion", "Print the completion script for a shell",
		`Print the completion script for a shell. The scripts complete commands, flags, closed sets
of values, and what the account owns.`)
	for _, shell := range []struct {
		name, load string
		write      func(root *cobra.Command, w io.Writer) error
	}{
		{"bash", "source <(linkwanctl completion bash)", func(root *cobra.Command, w io.Writer) error { return root.GenBashCompletionV2(w, true) }},
		{"zsh", `linkwanctl completion zsh > "${fpath[1]}/_linkwanctl"`, (*cobra.Command).GenZshCompletion},
		{"fish", "linkwanctl completion fish > ~/.config/fish/completions/linkwanctl.fish", func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) }},
		{"powershell", "linkwanctl completion powershell | Out-String | Invoke-Expression", (*cobra.Command).GenPowerShellCompletionWithDesc},
	} {
		long := "Print the completion script for " + shell.name + ". Load it with\n\n  " + shell.load
		if shell.name == "bash" {
			long += "\n\nIt needs the package bash-completion."
		}
		cmd.AddCommand(&cobra.Command{
			Use: shell.name, Short: "Print the completion script for " + shell.name, Long: long,
			Example: "  linkwanctl completion " + shell.name + "\n  linkwanctl completion " + shell.name + " | head",
			Args:    noArgs,
			RunE: func(cmd *cobra.Command, _ []string) error {
				if err := shell.write(cmd.Root(), a.Stdout); err != nil {
					return outputFailure(err)
				}
				return nil
			},
		})
	}
	return cmd
}

// newHelp is ours so that help for what does not exist is a failure.
func newHelp(*app) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND|TOPIC]",
		Short: "Show the help of a command, or a topic",
		Long:  "Show the help of a command, or one of the topics exit-codes, environment and credentials.",
		Example: `  linkwanctl help joinperm update
  linkwanctl help exit-codes`,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			found, _, err := cmd.Root().Find(args)
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			var offers []cobra.Completion
			for _, c := range found.Commands() {
				offers = append(offers, cobra.CompletionWithDesc(c.Name(), c.Short))
			}
			return offers, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			found, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(found, append(rest, args...)[0])
			}
			return found.Help()
		},
	}
}
