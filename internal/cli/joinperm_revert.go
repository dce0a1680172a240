package cli

import (
	"context"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/history"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/plan"
	"linkwanctl/internal/text"
)

// revertFlags are the flags of `joinperm revert`.
type revertFlags struct {
	applyFlags
	last, force bool
}

func newJoinPermRevert(a *app) *cobra.Command {
	var given revertFlags
	cmd := &cobra.Command{
		Use:   "revert {REPORT | RUN | --last}",
		Short: "Bring back the values that a run replaced",
		Long: `Bring back the old values of what a run of apply, update --diff, edit or revert changed. RUN
is an ID of "joinperm history", REPORT a file of "apply --report". --last is the newest run
for this target that changed something and is not itself a revert.

The plan is shown first. On a terminal you are asked; elsewhere pass --yes. Only fields that
the run changed are set. A permission is skipped as stale (exit code 10) if one of them no
longer has the value that the run wrote; --force sets the old value all the same.
Permissions that the run created are not deleted. The command is safe to run again.`,
		Example: `  linkwanctl joinperm revert --last
  linkwanctl joinperm revert --last --dry-run
  linkwanctl joinperm revert 20261126-061140 --only 123,凭证1
  linkwanctl joinperm revert out.jsonl --yes --report reverted.jsonl`,
		RunE:              func(cmd *cobra.Command, args []string) error { return runRevert(a, cmd, args, given) },
		ValidArgsFunction: a.runsOrFiles,
	}
	cmd.Flags().BoolVar(&given.last, "last", false, "revert the last run that changed something")
	cmd.Flags().StringSliceVar(&given.only, "only", nil, "IDs or names to revert, comma-separated")
	cmd.Flags().BoolVar(&given.force, "force", false, "also set values that changed after the run")
	given.addBatch(a, cmd)
	return cmd
}

// runsOrFiles completes a run of the history, or a report.
func (a *app) runsOrFiles(cmd *cobra.Command, args []string, word string) ([]cobra.Completion, cobra.ShellCompDirective) {
	offers, directive := a.runsToComplete(cmd, args, word)
	if len(args) > 0 {
		return offers, directive
	}
	return offers, cobra.ShellCompDirectiveKeepOrder
}

func runRevert(a *app, cmd *cobra.Command, args []string, given revertFlags) error {
	s, flagProblems, err := a.open(cmd)
	if err != nil {
		return err
	}
	if err := s.refuseProblems(cmd, given.problems(cmd, args), flagProblems); err != nil {
		return err
	}
	find := s.lastSource // it needs the account, which is known with the client
	if !given.last {
		source, err := s.revertSource(args[0])
		if err != nil {
			return err
		}
		find = func() (revertSource, error) { return source, nil }
	}
	return s.runJob(cmd.Context(), s.revertJob(cmd.Context(), given, find))
}

// revertJob is the revert of what find gives, once there is a client.
func (s *session) revertJob(ctx context.Context, given revertFlags, find func() (revertSource, error)) *batchJob {
	j := &batchJob{applyFlags: given.applyFlags, question: s.revertQuestion}
	j.planOf = func(client *api.Client) (*plan.Plan, error) {
		source, err := find()
		if err != nil {
			return nil, err
		}
		j.header = source.header(given)
		j.header.Report = s.app.reportPath(given.report)
		j.see = i18n.Raw(s.app.other(source.see()))
		options := plan.Options{Endpoint: s.service(), MadeAt: s.app.Now().UTC()}
		p, err := plan.Revert(ctx, client, s.settings.IotInstanceID, source.written.Rows, given.force, options)
		if err != nil {
			return nil, s.serviceFailure(err, task{Verb: "list"})
		}
		s.noteReverted(source, p)
		return p, nil
	}
	return j
}

// see is the command that shows what a revert brings back.
func (source revertSource) see() string {
	if source.run == "" {
		return "joinperm revert " + shellWord(source.report) + " --dry-run"
	}
	return "joinperm history " + source.run
}

// header is what the history keeps of the revert.
func (source revertSource) header(given revertFlags) history.Header {
	return history.Header{
		Command: history.Revert, Reverts: source.run, Part: source.part || len(given.only) > 0, Source: source.report,
		Key: keyOf(history.Revert, source.run, source.report, given.only, given.force),
	}
}

// problems are what is wrong with the flags.
func (given revertFlags) problems(cmd *cobra.Command, args []string) []text.Problem {
	var problems []text.Problem
	switch {
	case len(args) > 1:
		problems = append(problems, text.Problem{Given: args[1], Rule: i18n.T("is one argument too many: pass one report or run")})
	case len(args) == 1 && given.last:
		problems = append(problems, text.Problem{Where: "--last", Rule: i18n.T("cannot be combined with %s: pass one of them", args[0])})
	case len(args) == 0 && !given.last:
		problems = append(problems, missing("--last", i18n.T("pass it, or a run, or a report")))
	}
	return append(problems, given.batchProblems(cmd, args)...)
}

func (s *session) revertQuestion(changes, all int) i18n.Text {
	switch {
	case changes == 1 && all == 1:
		return i18n.T("Bring back the old values of 1 permission in %s?", s.where())
	case changes < all:
		return i18n.T("Bring back the old values of %d of %d permissions in %s?", changes, all, s.where())
	}
	return i18n.T("Bring back the old values of %d permissions in %s?", changes, s.where())
}

// noteReverted says what the plan of a revert leaves as it is.
func (s *session) noteReverted(source revertSource, p *plan.Plan) {
	const named = 5
	var created []i18n.Text
	for _, row := range source.written.Created {
		name := i18n.Raw(row.Name)
		if row.ID != "" {
			name = i18n.T("%s (%s)", row.ID, row.Name)
		}
		created = append(created, name)
	}
	if len(created) > 0 {
		s.printer.Warn(i18n.T("created by the run and not deleted: %s", shortList(named, created)))
	}
	if p.Counts().Differences() == 0 {
		s.printer.Note(i18n.T("every permission has its old values already; for another run:  %s", s.app.other("joinperm history")))
	}
}
