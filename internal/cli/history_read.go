package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"linkwanctl/internal/history"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

// allRuns are the runs of the history, the newest first. Those that cannot be read are named.
func (s *session) allRuns() ([]*history.Run, error) {
	runs, _, err := s.readHistory()
	return runs, err
}

// readHistory is allRuns with the IDs of the runs that cannot be read, the newest first.
func (s *session) readHistory() (runs []*history.Run, unreadable []string, err error) {
	runs, unreadable, err = s.app.history().All()
	if err != nil {
		return nil, nil, s.own(historyFailure(err))
	}
	for _, id := range unreadable {
		s.printer.Warn(i18n.T("run %s cannot be read and is left out", id))
	}
	return runs, unreadable, nil
}

func (s *session) runNamed(id string) (*history.Run, error) {
	run, err := s.app.history().Read(id)
	switch {
	case errors.Is(err, history.ErrNoRun):
		return nil, s.own(usage(i18n.T("the history has no run %s", id), i18n.T("to list the runs:  %s", s.app.other("joinperm history"))))
	case err != nil:
		return nil, s.own(historyFailure(err))
	}
	return run, nil
}

func historyFailure(err error) *failure {
	return &failure{Failure: output.Failure{Title: i18n.T("the history cannot be read: %s", err), Code: codeInvalidConfig, Outcome: notSent, ExitCode: exitConfig}}
}

// runsToComplete offers the runs of the history, with what they are.
func (a *app) runsToComplete(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	runs, _, err := a.history().All()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var offers []cobra.Completion
	for _, r := range runs {
		offers = append(offers, cobra.CompletionWithDesc(r.ID, output.Escape(r.Command+" "+r.Source)))
	}
	return offers, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
}
