package cli

import (
	"errors"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

// task describes a call, for the message of its failure.
type task struct {
	Verb    string    // "update"
	Subject string    // "permission"
	ID      string    // "" for a list
	Changes bool      // whether it may have changed something
	Again   bool      // whether it is safe to run again: its values are absolute
	Rented  bool      // whether it is about a rented permission
	Look    string    // the command that shows whether it was carried out
	Done    i18n.Text // what the result says was changed: "class A, rx delay 3 s"
}

// serviceFailure turns the error of a call into a failure with message, hints and exit code.
func (s *session) serviceFailure(err error, t task) *failure {
	var e *api.Error
	if !errors.As(err, &e) {
		return s.own(asFailure(err))
	}
	if t.Look == "" && t.ID != "" {
		t.Look = "joinperm get " + shellWord(t.ID)
	}
	if keys, ok := isCredential(err); ok && e.Code == api.CodeNoCredentials {
		return s.own(credentialFailure(keys))
	}
	f := &failure{Failure: output.Failure{
		Title: title(e, t), Code: e.Code, Message: e.Message, RequestID: e.RequestID, HTTPStatus: e.HTTPStatus,
		Attempts: e.Attempts, Outcome: string(e.Outcome), Hints: s.hints(e, t), ExitCode: exitOf(e),
	}}
	if t.ID != "" {
		label := t.ID
		if t.Subject == "permission" { // another kind's ID may be the same number
			label = s.label(t.ID)
		}
		f.Details = append(f.Details, output.Detail{Name: t.Subject, Value: i18n.T("%s, %s", label, s.circumstances())})
	} else {
		f.Details = append(f.Details, output.Detail{Name: i18n.N("target"), Value: s.circumstances()})
	}
	if needs := e.Needs.Text(); !needs.Empty() {
		f.Details = append(f.Details, output.Detail{Name: i18n.N("needs"), Value: needs})
	}
	if e.Outcome == api.Unknown && t.Changes {
		f.Details = append(f.Details, output.Detail{Name: i18n.N("outcome"), Value: i18n.T("unknown: it may have been carried out")})
	}
	return s.own(f)
}

// title is what happened. It ends with the code, which the service's sentence follows.
func title(e *api.Error, t task) i18n.Text {
	switch kind := e.Kind(); {
	case e.Code == api.CodeListChanged:
		return i18n.T("the list is incomplete")
	case e.Code == api.CodeInterrupted:
		return i18n.T("%s interrupted", i18n.Word(t.Verb))
	case e.Outcome == api.NotSent && (kind == api.KindNoAnswer || e.Code == api.CodeQuotaWait):
		return i18n.T("%s not sent: %s", i18n.Word(t.Verb), e.Code)
	case kind == api.KindNoAnswer:
		return i18n.T("%s got no valid answer: %s", i18n.Word(t.Verb), e.Code)
	}
	return i18n.T("%s failed: %s", i18n.Word(t.Verb), e.Code)
}

// rentedTask describes a call on a rented permission.
func rentedTask(verb string, done i18n.Text, id string, again bool) task {
	return task{Verb: verb, Done: done, Subject: "permission", ID: id, Changes: true, Again: again, Rented: true, Look: "joinperm get " + shellWord(id) + " --rented"}
}

// mayPass reports whether a list may be read later: the service did not answer, or it changed while
// it was read.
func mayPass(err error) bool {
	var failed *api.Error
	return errors.As(err, &failed) && (failed.Kind() == api.KindNoAnswer || failed.Kind() == api.KindUnavailable)
}

func codeOf(err error) string {
	var failed *api.Error
	if errors.As(err, &failed) {
		return failed.Code
	}
	return err.Error()
}
