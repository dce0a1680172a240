package cli

import (
	"bytes"
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

// shell is a shell that commands are completed in.
type shell struct {
	name, script string // script is its file in completions/
	write        func(root *cobra.Command, w io.Writer) error
	install      string // the commands that install the script for a user
}

func shells() []shell {
	return []shell{
		{"bash", "linkwanctl.bash", genBash, `  mkdir -p ~/.local/share/bash-completion/completions
  linkwanctl completion bash > ~/.local/share/bash-completion/completions/linkwanctl
  grep -qs bash_completion ~/.bashrc || echo '. /usr/share/bash-completion/bash_completion' >> ~/.bashrc

It requires the bash-completion package.`},
		{"zsh", "_linkwanctl", (*cobra.Command).GenZshCompletion, `  mkdir -p ~/.zfunc && linkwanctl completion zsh > ~/.zfunc/_linkwanctl
  echo 'fpath=(~/.zfunc $fpath); autoload -Uz compinit; compinit' >> ~/.zshrc`},
		{"fish", "linkwanctl.fish", genFish, `  mkdir -p ~/.config/fish/completions
  linkwanctl completion fish > ~/.config/fish/completions/linkwanctl.fish`},
		{"powershell", "linkwanctl.ps1", (*cobra.Command).GenPowerShellCompletionWithDesc, `  linkwanctl completion powershell | Out-String | Invoke-Expression`},
	}
}

// newCompletion replaces Cobra's own command, so that a mistyped shell is reported and the scripts
// are the same as in completions/.
func newCompletion(a *app) *cobra.Command {
	cmd := group("completion", "Print the completion script for a shell",
		`Print the completion script for a shell. It completes commands, flags and their values,
including the permissions and bands of the account.`)
	for _, sh := range shells() {
		cmd.AddCommand(&cobra.Command{
			Use:     sh.name,
			Short:   fmt.Sprintf("Print the completion script for %s", sh.name),
			Long:    fmt.Sprintf("Print the completion script for %s. To install it, run:\n\n%s", sh.name, sh.install),
			Example: fmt.Sprintf("  linkwanctl completion %s\n  linkwanctl completion %s | head", sh.name, sh.name),
			Args:    noArgs,
			RunE: func(cmd *cobra.Command, _ []string) error {
				if err := sh.write(cmd.Root(), a.Stdout); err != nil {
					return outputFailure(err)
				}
				return nil
			},
		})
	}
	return cmd
}

// genBash writes Cobra's script for bash, but without a backslash before commas: printf %q puts one
// there, and then no list that was begun matches its offers.
func genBash(root *cobra.Command, w io.Writer) error {
	return patched(w, func(w io.Writer) error { return root.GenBashCompletionV2(w, true) },
		[2]string{"|| comp=$(printf \"%q\" \"${compline%%$tab*}\")\n", "        comp=${comp//\\\\,/,}\n"},
		[2]string{"COMPREPLY[0]=$(printf \"%q\" \"${COMPREPLY[0]%%$tab*}\")\n", "        COMPREPLY[0]=${COMPREPLY[0]//\\\\,/,}\n"})
}

// genFish writes Cobra's script for fish, but with the words before the last one quoted: it
// evaluates them as they are, so that a name with a blank is two words, and one with parentheses a
// command. A tilde is still expanded.
func genFish(root *cobra.Command, w io.Writer) error {
	return patched(w, func(w io.Writer) error { return root.GenFishCompletion(w, true) },
		[2]string{
			"    set -l args (commandline -opc)\n",
			"    set -l args $args[1] (string escape --no-quoted -- $args[2..-1] | string replace -r '^\\\\\\\\~/' '~/')\n",
		})
}

// patched writes a script with lines added after others.
func patched(w io.Writer, write func(io.Writer) error, additions ...[2]string) error {
	var buffer bytes.Buffer
	if err := write(&buffer); err != nil {
		return err
	}
	script := buffer.Bytes()
	for _, add := range additions {
		script = bytes.Replace(script, []byte(add[0]), []byte(add[0]+add[1]), 1)
	}
	_, err := w.Write(script)
	return err
}
