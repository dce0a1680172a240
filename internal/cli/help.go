package cli

import (
	"fmt"

	"github.com/spf13/cobra"
)

// newHelp is ours so that help for what does not exist is a failure.
func newHelp(*app) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND|TOPIC]",
		Short: "Show help for a command or topic",
		Long:  "Show help for a command or topic. `linkwanctl --help` lists both.",
		Example: `  linkwanctl help joinperm update
  linkwanctl help exit-codes`,
		ValidArgsFunction: completeHelp,
		RunE: func(cmd *cobra.Command, args []string) error {
			found, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(found, append(rest, args...)[0])
			}
			return found.Help()
		},
	}
}

// completeHelp offers what `linkwanctl help` and `linkwanctl joinperm help` explain.
func completeHelp(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	from := cmd.Root()
	if cmd.HasSubCommands() { // a group: help is its first argument
		if len(args) == 0 || args[0] != "help" {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		from, args = cmd, args[1:]
	}
	found, rest, err := from.Find(args)
	if err != nil || len(rest) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var offers []cobra.Completion
	for _, c := range found.Commands() {
		if !c.Hidden {
			offers = append(offers, cobra.CompletionWithDesc(c.Name(), c.Short))
		}
	}
	return offers, cobra.ShellCompDirectiveNoFileComp
}

// welcome is what linkwanctl shows when it is given nothing to do.
func (a *app) welcome() {
	_, _ = fmt.Fprint(a.Stdout, a.language().Paragraphs(welcomeText))
}

// welcomeText is a message by paragraphs.
const welcomeText = `linkwanctl works with LoRaWAN join permissions (入网凭证) on Alibaba Cloud Link WAN.

List your permissions:
  linkwanctl joinperm list
Change one:
  linkwanctl joinperm update --id 123 --class-mode A
Change many from a file:
  linkwanctl joinperm apply -f fleet.yaml
Set it up for your account, and check it:
  linkwanctl init
  linkwanctl doctor
Try it without an account:
  linkwanctl --sandbox joinperm list

All commands and topics: linkwanctl --help
`
