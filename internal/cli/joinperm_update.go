package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/config"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

func newJoinPermUpdate(a *app) *cobra.Command {
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "update --id ID [flags]",
		Short: "Change a join permission",
		Long: `Change a join permission that the account owns (UpdateOwnedLocalJoinPermission).

Only the fields that are given are sent; the others stay as they are. Every
value is checked first: with any mistake all of them are told, nothing is sent,
and the exit code is 2. The values are absolute, so the same command may be run
again after any failure.`,
		Example: `  linkwanctl joinperm update --id 123 --class-mode A
  linkwanctl joinperm update --id 123 --name 凭证1 --rx-delay 3s --data-rate 4
  linkwanctl joinperm update --id 123 --join-eui D8-96-E0-EF-FF-00-00-00 --dry-run
  linkwanctl joinperm update --id 123 --class-mode C --iot-instance-id iot-cn-0pp1n8t**** -o json`,
		RunE: func(cmd *cobra.Command, args []string) error { return runUpdate(a, cmd, args, dryRun) },
	}
	cmd.Flags().SortFlags = false
	for _, f := range append([]joinperm.Field{joinperm.ID()}, joinperm.Fields()...) {
		cmd.Flags().String(f.Flag, "", f.Help)
		completeField(cmd, f)
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "show the request as it would be sent, and send nothing")
	return cmd
}

func runUpdate(a *app, cmd *cobra.Command, args []string, dryRun bool) error {
	s, flagProblems, err := a.open(cmd)
	if err != nil {
		return err
	}
	change, err := s.changeGiven(cmd, args, flagProblems)
	if err != nil {
		return err
	}
	for _, text := range change.Warnings() {
		s.printer.Warn(text)
	}
	if dryRun {
		return s.finish(previewResult(api.NewPreview(s.apiOptions(), api.UpdateCall(change))))
	}
	return s.withClient(func(client *api.Client) error {
		answer, err := client.Do(cmd.Context(), api.UpdateCall(change))
		if err != nil {
			return s.serviceFailure(err, task{Verb: "update", Subject: "permission", ID: change.ID, Changes: true})
		}
		return s.finish(doneResult(answer))
	})
}

// changeGiven validates what the command line gives, and tells its mistakes and
// those of the settings' flags at once.
func (s *session) changeGiven(cmd *cobra.Command, args []string, flagProblems *config.Error) (joinperm.Change, error) {
	given := map[string]string{}
	id, isGiven, err := idOf(cmd, args)
	if err != nil {
		return joinperm.Change{}, s.own(err.(*failure)) //nolint:errorlint,forcetypeassert // idOf gives nothing else
	}
	if !isGiven {
		return joinperm.Change{}, s.own(usage("--id is missing: which permission is to be updated?", "linkwanctl joinperm list", cmd.CommandPath()+" --help"))
	}
	given[joinperm.ID().Param] = id
	if s.settings.IotInstanceID != "" {
		given[joinperm.InstanceID().Param] = s.settings.IotInstanceID
	}
	for _, f := range joinperm.Fields() {
		if flag := cmd.Flags().Lookup(f.Flag); flag.Changed {
			given[f.Param] = flag.Value.String()
		}
	}
	change, refusals := joinperm.NewChange(given)
	problems := refusalProblems(refusals)
	if flagProblems != nil {
		problems = append(problems, settingProblems(flagProblems)...)
	}
	if len(problems) > 0 {
		return joinperm.Change{}, s.own(refusedValues(problems, cmd.CommandPath()+" --help"))
	}
	return change, nil
}

// doneResult is the answer of an action that has no data.
func doneResult(answer api.Answer) output.Result {
	return output.Result{
		Document: struct {
			RequestID string `json:"RequestId"`
			Success   bool   `json:"Success"`
		}{answer.RequestID, true},
		Grid: output.Grid{Columns: []string{"request ID", "success"}, Rows: [][]string{{answer.RequestID, "true"}}},
	}
}
