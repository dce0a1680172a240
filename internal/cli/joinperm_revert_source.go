package cli

import (
	"strings"

	"linkwanctl/internal/history"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

// revertSource is what a revert brings back.
type revertSource struct {
	run     string // of the history; "" for a report of none, or of several
	report  string // as the user named it
	part    bool   // the report does not have all of the run
	written history.Written
}

// revertSource reads the run or the report before anything is sent.
func (s *session) revertSource(named string) (revertSource, error) {
	if !history.IsID(named) {
		return s.sourceOfReport(named)
	}
	run, err := s.runNamed(named)
	if err != nil {
		return revertSource{}, err
	}
	return s.sourceOf(run)
}

// lastSource is the last run for this target that changed something.
func (s *session) lastSource() (revertSource, error) {
	runs, unreadable, err := s.readHistory()
	if err != nil {
		return revertSource{}, err
	}
	run := history.Last(runs, s.destined(history.Header{}))
	if run == nil {
		return revertSource{}, s.own(usage(i18n.T("the history has no run that changed something in %s with this key", s.where()),
			i18n.T("to list the runs:  %s", s.app.other("joinperm history"))))
	}
	if len(unreadable) > 0 && history.Newer(unreadable[0], run.ID) {
		f := &failure{Failure: output.Failure{
			Title: i18n.T("run %s cannot be read, and it may be the last one", unreadable[0]), Code: codeInvalidConfig, Outcome: notSent, ExitCode: exitConfig,
			Hints: []i18n.Text{i18n.T("to revert the run before it:  %s", s.app.other("joinperm revert "+run.ID))},
		}}
		return revertSource{}, s.own(f)
	}
	return s.sourceOf(run)
}

func (s *session) sourceOf(run *history.Run) (revertSource, error) {
	if err := s.mayRevert(run); err != nil {
		return revertSource{}, err
	}
	s.printer.Note(i18n.T("run %s: %s", run.ID, strings.TrimSpace(run.Command+" "+run.Source)))
	return revertSource{run: run.ID, written: run.Written()}, nil
}

// mayRevert refuses a run for another target, and one that is not over.
func (s *session) mayRevert(run *history.Run) error {
	target := s.destined(history.Header{})
	switch {
	case run.Destination() != target.Destination():
		return s.own(usage(i18n.T("run %s was for %s; this is %s", run.ID, whereOf(&run.Header), whereOf(&target)),
			i18n.T("to revert it there:  %s", s.revertThere(run))))
	case run.Running:
		return s.own(usage(i18n.T("run %s has not ended: another process carries it out", run.ID)))
	}
	return nil
}

// revertThere is the command for the target of the run.
func (s *session) revertThere(run *history.Run) string {
	command := "linkwanctl joinperm revert " + run.ID
	switch {
	case run.Endpoint == "sandbox":
		command += " --sandbox"
	case run.Context != "":
		command += " --context " + shellWord(run.Context)
	default:
		command += " --endpoint " + shellWord(run.Endpoint)
	}
	if run.InstanceID != "" && run.Context == "" {
		command += " --iot-instance-id " + shellWord(run.InstanceID)
	}
	return command
}

// sourceOfReport reads a report, and what the history knows of the runs that wrote it.
func (s *session) sourceOfReport(path string) (revertSource, error) {
	hint := i18n.T("to list the runs:  %s", s.app.other("joinperm history"))
	report, err := readFile(path, history.ReadReport)
	if err != nil {
		return revertSource{}, s.own(inputFailure(i18n.T("the report"), err, i18n.T("cannot revert %s: %s", path, err), hint))
	}
	runs, err := s.runsOf(report, path)
	if err != nil {
		return revertSource{}, err
	}
	written := report.Written(runs)
	source := revertSource{report: path, written: written}
	if len(runs) == 1 {
		source.run, source.part = runs[0].ID, !written.Includes(runs[0])
	}
	return source, nil
}

// runsOf are the runs of the history that wrote to a report. Without any, what the report says
// can be reverted all the same: it may be of another machine, or of one whose home is read-only.
func (s *session) runsOf(report history.Report, path string) ([]*history.Run, error) {
	all, err := s.allRuns()
	if err != nil {
		s.printer.Warn(asFailure(err).Title)
	}
	runs := report.Of(all, s.app.reportPath(path))
	for _, run := range runs {
		if err := s.mayRevert(run); err != nil {
			return nil, err
		}
	}
	if len(runs) == 0 {
		s.printer.Warn(i18n.T("the history has no run with this report: a change that was in flight when its process was killed is not known"))
	}
	return runs, nil
}
