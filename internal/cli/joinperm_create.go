package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
)

func newJoinPermCreate(a *app) *cobra.Command {
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "create NAME --class-mode CLASS --freq-band-plan-group-id GROUP [flags]",
		Short: "Create a join permission",
		Long: `Create a join permission (CreateLocalJoinPermission) and show its ID.

The default JoinEUI is ` + joinperm.DefaultJoinEUI + `. If an answer is lost, the name is looked up
before the request is sent again.`,
		Example: `  linkwanctl joinperm create 凭证9 --class-mode A --freq-band-plan-group-id 101
  linkwanctl joinperm create depot_07 --class-mode C --freq-band-plan-group-id 201 --join-eui 00000000000000a1`,
		RunE: func(cmd *cobra.Command, args []string) error { return runCreate(a, cmd, args, dryRun) },
		// The name is a new one, so nothing can be offered.
		ValidArgsFunction: cobra.FixedCompletions(nil, cobra.ShellCompDirectiveNoFileComp),
	}
	addFieldFlags(a, cmd, joinperm.Fields())
	addDryRun(cmd, &dryRun)
	return cmd
}

func runCreate(a *app, cmd *cobra.Command, args []string, dryRun bool) error {
	if len(args) == 1 { // the name, as an argument; --name with another one is a second value
		if err := cmd.Flags().Set("name", args[0]); err != nil {
			return err
		}
		if err := repeated(cmd); err != nil {
			return err
		}
	} else if len(args) > 1 {
		return countArgs(cmd, args, i18n.T("one name"), 1)
	}
	s, flagProblems, err := a.open(cmd)
	if err != nil {
		return err
	}
	creation, refusals := joinperm.NewCreation(s.inInstance(fieldsGiven(cmd, joinperm.Fields())))
	if err := s.refuse(cmd, refusals, flagProblems); err != nil {
		return err
	}
	for _, text := range creation.Warnings() {
		s.printer.Warn(text)
	}
	if dryRun {
		return s.previewCalls(api.CreateCall(creation))
	}
	return s.withClient(func(client *api.Client) error {
		created, err := client.Create(cmd.Context(), creation)
		if err != nil {
			return s.serviceFailure(err, task{
				Verb: "create", Subject: "permission", ID: creation.Name(), Changes: true, Look: "joinperm list --name-contains " + shellWord(creation.Name()),
			})
		}
		return s.finishCreated(created, creation.Name(), i18n.T("created"))
	})
}
