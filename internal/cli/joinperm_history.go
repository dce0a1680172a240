package cli

import (
	"time"

	"github.com/spf13/cobra"

	"linkwanctl/internal/history"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

func newJoinPermHistory(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "history [RUN]",
		Short: "List the runs that changed permissions, or the changes of one",
		Long: `List the last 20 runs of apply, revert, update --diff and edit on this machine, the newest
first: when, what, where, and how many permissions were changed, failed, and are unfinished.
With RUN, show what that run changes, field by field. Nothing is sent.

A run is kept in the state directory (~/.local/state/linkwanctl/runs) before its first request
is sent. STATE is ended, running, stopped (it ended early) or killed: run the same command
again to finish a stopped or killed run. If the directory cannot be written, a warning says
so, and the run goes on. Keys are never kept.`,
		Example: `  linkwanctl joinperm history
  linkwanctl joinperm history 20261126-061140
  linkwanctl joinperm history -o json --query "[?State=='killed'].Run"`,
		RunE:              func(cmd *cobra.Command, args []string) error { return runHistory(a, cmd, args) },
		ValidArgsFunction: a.runsToComplete,
	}
	addTableFlags(a, cmd)
	completeColumns(cmd, runColumns(), rowColumns())
	return cmd
}

func runHistory(a *app, cmd *cobra.Command, args []string) error {
	if len(args) > 1 {
		return usage(i18n.T("unexpected argument %s: %s takes one run", args[1], cmd.CommandPath()), helpOf(cmd))
	}
	s, err := a.openStrict(cmd)
	if err != nil {
		return err
	}
	if len(args) == 1 {
		run, err := s.runNamed(args[0])
		if err != nil {
			return err
		}
		return s.stream(cmd.Context(), rowColumns(), eachOf(changesOf(run), changeCells), reading{session: s})
	}
	runs, err := s.allRuns()
	if err != nil {
		return err
	}
	return s.stream(cmd.Context(), runColumns(), eachOf(summariesOf(runs), runCells), reading{session: s})
}

// runSummary is a run in the document of `joinperm history`.
type runSummary struct {
	Run        string           `json:"Run"`
	Time       time.Time        `json:"Time"`
	Command    string           `json:"Command"`
	Source     string           `json:"Source"`
	Endpoint   string           `json:"Endpoint"`
	InstanceID string           `json:"IotInstanceId"`
	Region     string           `json:"Region"`
	Context    string           `json:"Context"`
	Profile    string           `json:"Profile"`
	Done       int              `json:"Done"`
	Failed     int              `json:"Failed"`
	Unfinished int              `json:"Unfinished"`
	State      history.State    `json:"State"`
	Reverted   history.Reverted `json:"Reverted"`
	Reverts    string           `json:"Reverts"`

	where i18n.Text
}

func runColumns() []output.Column {
	return []output.Column{
		{Name: "Run", Label: "run", Keep: true}, {Name: "Command", Label: "command", Keep: true}, {Name: "Source", Label: "source"},
		{Name: "Endpoint", Label: "target"}, {Name: "Done", Label: "done", Keep: true}, {Name: "Failed", Label: "failed", Keep: true},
		{Name: "Unfinished", Label: "unfinished", Keep: true}, {Name: "State", Label: "state", Keep: true}, {Name: "Reverted", Label: "reverted", Keep: true},
		{Name: "Reverts", Label: "reverts", Wide: true}, {Name: "Time", Label: "time", Wide: true},
	}
}

func summariesOf(runs []*history.Run) []runSummary {
	all := make([]runSummary, len(runs))
	for i, r := range runs {
		c := r.Counts()
		all[i] = runSummary{
			r.ID, r.Time, r.Command, r.Source, r.Endpoint, r.InstanceID, r.Region, r.Context, r.Profile, c.Done, c.Failed, c.Unfinished,
			r.State(), history.RevertedBy(runs, r.ID), r.Reverts, whereOf(&r.Header),
		}
	}
	return all
}

func runCells(s *session, r *runSummary) []string {
	source := r.Source
	if source == "" {
		source = r.Reverts
	}
	return []string{
		r.Run, r.Command, dash(source), s.say(r.where), itoa(r.Done), itoa(r.Failed), itoa(r.Unfinished),
		s.say(stateWord(r.State)), s.say(revertedWord(r.Reverted)), dash(r.Reverts), r.Time.Format(time.RFC3339),
	}
}
