package cli

import (
	"cmp"
	"context"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/config"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

// updateFlags are the flags of `joinperm update` that are not fields.
type updateFlags struct{ dryRun, diff, verify, yes bool }

func newJoinPermUpdate(a *app) *cobra.Command {
	var given updateFlags
	cmd := &cobra.Command{
		Use:   "update --id ID [flags]",
		Short: "Change a join permission",
		Long: `Change a join permission that the account owns (UpdateOwnedLocalJoinPermission).

Only the fields that you pass are sent. All values are checked first; if one is
invalid, nothing is sent. The command is safe to run again.

--diff shows live and new values, asks (unless --yes) and sends only the fields that
differ; with --dry-run it only shows them. On a terminal, the nodes that use the
permission are looked up before its class, band or JoinEUI changes; in a script, or
with --yes, the update is a single call.`,
		Example: `  linkwanctl joinperm update --id 123 --class-mode A
  linkwanctl joinperm update --id 123 --name 凭证1 --rx-delay 3s --data-rate 4
  linkwanctl joinperm update --name-is 凭证1 --class-mode C --diff --verify
  linkwanctl joinperm update --id 123 --join-eui D8-96-E0-EF-FF-00-00-00 --dry-run
  linkwanctl joinperm update --id 123 --rx-delay 3 --iot-instance-id iot-cn-0pp1n8t****`,
		RunE: func(cmd *cobra.Command, args []string) error { return runUpdate(a, cmd, args, given) },
	}
	cmd.Flags().SortFlags = false
	addTargetFlags(a, cmd, 1)
	addFieldFlags(a, cmd, joinperm.Fields())
	addDryRun(cmd, &given.dryRun)
	cmd.Flags().BoolVar(&given.diff, "diff", false, "show live and new values, ask, send the differences")
	cmd.Flags().BoolVar(&given.verify, "verify", false, "read back, and fail if a value differs")
	cmd.Flags().BoolVarP(&given.yes, "yes", "y", false, "do not ask, and do not look up nodes")
	return cmd
}

func runUpdate(a *app, cmd *cobra.Command, args []string, given updateFlags) error {
	s, flagProblems, err := a.open(cmd)
	if err != nil {
		return err
	}
	t, change, err := s.changeGiven(cmd, args, flagProblems)
	if err != nil {
		return err
	}
	for _, text := range change.Warnings() {
		s.printer.Warn(text)
	}
	if given.dryRun && !given.diff && t.name == "" {
		return s.previewCalls(api.UpdateCall(change))
	}
	return s.withTargets(cmd.Context(), ownedList(), []target{t}, func(client *api.Client, ids []string) error {
		change.ID = ids[0]
		switch {
		case given.diff:
			return s.updateDiffering(cmd.Context(), client, change, given)
		case given.dryRun:
			return s.previewCalls(api.UpdateCall(change))
		}
		if !given.yes {
			s.warnEffects(cmd.Context(), client, change)
		}
		answer, err := s.update(cmd.Context(), client, change, given.verify)
		if err != nil {
			return err
		}
		return s.finishChange(s.doneResult(answer, task{ID: change.ID, Done: given.words(change)}))
	})
}

// words say what an update set, and whether it was read back.
func (given updateFlags) words(change joinperm.Change) i18n.Text {
	words := setWords(change.Set)
	if given.verify {
		return i18n.T("%s (read back)", words)
	}
	return words
}

// changeGiven validates the command line, and reports its mistakes together with those of the
// settings. If the permission is given by name, the change has no ID yet.
func (s *session) changeGiven(cmd *cobra.Command, args []string, flagProblems *config.Error) (target, joinperm.Change, error) {
	given := s.inInstance(fieldsGiven(cmd, joinperm.Fields()))
	targets, problems := targetsGiven(cmd, args, 1)
	t := target{}
	if len(targets) == 1 {
		t = targets[0]
	}
	given[joinperm.ID().Param] = cmp.Or(t.id, "0")
	change, refusals := joinperm.NewChange(given)
	return t, change, s.refuseProblems(cmd, append(problems, refusalProblems(refusals)...), flagProblems)
}

// codeNotHeld is the code of an update that was answered with success and not carried out.
const codeNotHeld = "NotHeld"

// update carries out a change and, with verify, reads it back.
func (s *session) update(ctx context.Context, client *api.Client, change joinperm.Change, verify bool) (api.Answer, error) {
	t := task{Verb: "update", Subject: "permission", ID: change.ID, Changes: true, Again: true}
	answer, err := client.Update(ctx, change)
	if err != nil {
		return answer, s.serviceFailure(err, t)
	}
	s.carriedOut(answer, i18n.T("permission %s", change.ID))
	if !verify {
		return answer, nil
	}
	live, err := api.Fetch[joinperm.Owned](ctx, client, api.OwnedCall(change.ID, change.InstanceID))
	if err != nil {
		t.Verb = i18n.N("reading back")
		return answer, s.serviceFailure(err, t)
	}
	if name := string(live.Data.JoinPermissionName); name != "" {
		s.remember(change.ID, name)
	}
	if change.AppliedTo(&live.Data.Listed) {
		return answer, nil
	}
	var problems []text.Problem
	for _, d := range change.Differences(&live.Data.Listed) {
		if !d.Same() {
			problems = append(problems, text.Problem{Where: s.say(i18n.Word(d.Field.Label)), Rule: i18n.T("is %s, not %s", cmp.Or(d.Live, "–"), d.New)})
		}
	}
	return answer, s.own(&failure{Failure: output.Failure{
		Title: i18n.T("Link WAN reported success, but the permission does not have the new values"), Code: codeNotHeld, RequestID: answer.RequestID, HTTPStatus: 200, Attempts: answer.Attempts,
		Outcome: string(api.Refused), Problems: problems, ExitCode: exitRefused,
		Details: []output.Detail{{Name: t.Subject, Value: i18n.T("%s, %s", s.label(change.ID), s.circumstances())}},
		Hints:   []i18n.Text{i18n.T("someone else may have changed it meanwhile:  %s", s.app.other("joinperm get "+shellWord(change.ID)))},
	}})
}
