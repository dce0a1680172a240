package cli

import (
	"io"

	"github.com/spf13/cobra"
)

// newCompletion replaces Cobra's own command, so that a mistyped shell is reported and the scripts
// are the same as in completions/.
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
