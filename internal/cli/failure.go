package cli

import (
	"errors"
	"slices"
	"strings"

	"linkwanctl/internal/config"
	"linkwanctl/internal/credential"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
	"linkwanctl/internal/userdir"
)

// failure is a command's error as it is shown. Any other error that a command returns is a defect.
type failure struct {
	output.Failure
	printer *output.Printer // the command's, nil if it failed before it had one
}

// Error is the title alone; Main shows the rest.
func (f *failure) Error() string { return f.Title.String() }

// Text is the title.
func (f *failure) Text() i18n.Text { return f.Title }

// Codes of failures that never reach the service.
const (
	codeUsage            = "Usage"
	codeInvalidParameter = "InvalidParameter"
	codeInvalidConfig    = "InvalidConfiguration"
	codeDefect           = "Defect"
	codeIO               = "OutputFailed"
	codeSomeFailed       = "SomeFailed"
	codeDeclined         = "Declined"
	codeNameNotUnique    = "NameNotUnique"
	codeEditorFailed     = "EditorFailed"
	codeCannotListen     = "CannotListen"
	codeChecksFailed     = "ChecksFailed"
	codeDevicesSilent    = "DevicesSilent"
)

const notSent = "not-sent"

// usage is a mistake on the command line.
func usage(title i18n.Text, hints ...i18n.Text) *failure {
	return &failure{Failure: output.Failure{Title: title, Code: codeUsage, Outcome: notSent, Hints: hints, ExitCode: exitUsage}}
}

// refusedValues lists the values that were refused.
func refusedValues(problems []text.Problem, hint i18n.Text) *failure {
	title := i18n.T("1 invalid value; nothing was sent")
	if n := len(problems); n != 1 {
		title = i18n.T("%d invalid values; nothing was sent", n)
	}
	return &failure{Failure: output.Failure{
		Title: title, Code: codeInvalidParameter, Outcome: notSent, Problems: problems, Hints: []i18n.Text{hint}, ExitCode: exitUsage,
	}}
}

// asFailure turns any error into a failure.
func asFailure(err error) *failure {
	var already *failure
	var settings *config.Error
	var keys *credential.Error
	var query *output.QueryError
	var columns *output.ColumnError
	switch {
	case errors.As(err, &already):
		return already
	case errors.As(err, &columns):
		return refusedValues(columns.Problems, i18n.T("available columns: %s", strings.Join(columns.Columns, ", ")))
	case errors.As(err, &settings):
		return settingsFailure(settings)
	case errors.As(err, &keys):
		return credentialFailure(keys)
	case errors.As(err, &query):
		return usage(i18n.T("--query %s %s", query.Query, query.Reason))
	}
	return &failure{Failure: output.Failure{
		Title: i18n.T("internal error: %s", err), Code: codeDefect, Outcome: notSent, ExitCode: exitDefect,
		Hints: []i18n.Text{defectHint()},
	}}
}

func defectHint() i18n.Text {
	return i18n.T("this is a bug; please report it with the command and the output of:  linkwanctl version")
}

// settingsFailure lists what is wrong with the settings. It is a usage error if only flags are
// wrong, else a configuration error.
func settingsFailure(e *config.Error) *failure {
	f := refusedValues(settingProblems(e), i18n.T("to remove a setting from the file:  linkwanctl config unset KEY"))
	inFile := func(p config.Problem) bool {
		return !p.FromFlag && p.Where != userdir.HomeVariable() && !strings.HasPrefix(p.Where, "LINKWANCTL_")
	}
	if !slices.ContainsFunc(e.Problems, inFile) {
		f.Hints = nil // its place says where to correct it
	}
	if e.Unwritten {
		f.Title, f.Hints = i18n.T("cannot write the settings; nothing was sent"), nil
	}
	if e.AllFromFlags() {
		return f
	}
	return ofConfiguration(f)
}

// ofConfiguration makes a failure a configuration error.
func ofConfiguration(f *failure) *failure {
	f.Code, f.ExitCode = codeInvalidConfig, exitConfig
	return f
}

func settingProblems(e *config.Error) []text.Problem {
	var problems []text.Problem
	for _, p := range e.Problems {
		problems = append(problems, p.Problem)
	}
	return problems
}

// credentialFailure says why there are no credentials.
func credentialFailure(e *credential.Error) *failure {
	f := &failure{Failure: output.Failure{Title: i18n.T("%s; nothing was sent", e.Message), Code: e.Code, Outcome: notSent, Hints: e.Hints, ExitCode: exitConfig}}
	if len(f.Hints) == 0 {
		f.Hints = []i18n.Text{i18n.T("see which credentials are used, and why:  linkwanctl auth status")}
	}
	if e.Code == credential.CodeNoCredentials {
		f.Message = i18n.T("looked in %s", e.LookedAt())
		f.Hints = append(f.Hints, i18n.T("try it without an account:  linkwanctl --sandbox joinperm update --id 123 --class-mode A"))
	}
	return f
}

// outputFailure says that a result could not be written.
func outputFailure(err error) *failure {
	return &failure{Failure: output.Failure{
		Title: i18n.T("cannot write the result: %s", err), Code: codeIO, Outcome: notSent, ExitCode: exitDefect,
	}}
}

// unwritten says that a result could not be shown. If the service has made the change, neither the
// exit code nor the message may invite a second run, and the request ID must not be lost.
func (s *session) unwritten(err error) *failure {
	var query *output.QueryError
	var columns *output.ColumnError
	isUsage := errors.As(err, &query) || errors.As(err, &columns)
	if s.done == nil && isUsage {
		return s.own(asFailure(err))
	}
	f := outputFailure(err)
	if isUsage {
		f.Title = i18n.T("cannot show the result: %s", asFailure(err).Title)
	}
	if s.done != nil {
		f.RequestID, f.Attempts, f.HTTPStatus, f.Outcome = s.done.RequestID, s.done.Attempts, 200, "done"
		f.Message = i18n.T("the change was made; only its report is lost")
		if !s.done.what.Empty() {
			f.Message = i18n.T("the change was made; only its report is lost: %s", s.done.what)
		}
	}
	return s.own(f)
}
