package cli

import (
	"errors"
	"fmt"

	"linkwanctl/internal/api"
	"linkwanctl/internal/output"
)

// task describes a call, for the message of its failure.
type task struct {
	Verb    string // "update"
	Subject string // "permission"
	ID      string // "" for a list
	Changes bool   // whether it may have changed something
	Again   bool   // whether it is safe to run again: its values are absolute
	Rented  bool   // whether it is about a rented permission
	Look    string // the command that shows whether it was carried out
}

// serviceFailure turns the error of a call into a failure with message, hints and exit code.
func (s *session) serviceFailure(err error, t task) *failure {
	var e *api.Error
	if !errors.As(err, &e) {
		return s.own(asFailure(err))
	}
	if t.Look == "" && t.ID != "" {
		t.Look = "linkwanctl joinperm get " + t.ID
	}
	if keys, ok := isCredential(err); ok && e.Code == api.CodeNoCredentials {
		return s.own(credentialFailure(keys))
	}
	f := &failure{Failure: output.Failure{
		Title: title(e, t), Code: e.Code, Message: e.Message, RequestID: e.RequestID, HTTPStatus: e.HTTPStatus,
		Attempts: e.Attempts, Outcome: string(e.Outcome), Hints: s.hints(e, t), ExitCode: exitOf(e),
	}}
	if t.ID != "" {
		f.Details = append(f.Details, output.Detail{Name: t.Subject, Value: t.ID + " in " + s.where()})
	} else {
		f.Details = append(f.Details, output.Detail{Name: "from", Value: s.where()})
	}
	if needs := e.Needs.String(); needs != "" {
		f.Details = append(f.Details, output.Detail{Name: "needs", Value: needs})
	}
	if e.Outcome == api.Unknown && t.Changes {
		f.Details = append(f.Details, output.Detail{Name: "outcome", Value: "unknown: it may have been carried out"})
	}
	return s.own(f)
}

func title(e *api.Error, t task) string {
	switch e.Kind() {
	case api.KindNoAnswer:
		if e.Code == api.CodeListChanged {
			return "the list is not whole"
		}
		if e.Code == api.CodeInterrupted {
			return "the " + t.Verb + " was interrupted"
		}
		if e.Outcome == api.NotSent {
			return "the " + t.Verb + " was not sent: " + e.Code
		}
		return fmt.Sprintf("no valid answer to the %s: %s", t.Verb, e.Code)
	case api.KindUnavailable:
		if e.Code == api.CodeQuotaWait {
			return "the " + t.Verb + " was not sent: " + e.Code
		}
		return fmt.Sprintf("Link WAN is not available for the %s: %s", t.Verb, e.Code)
	case api.KindLocal, api.KindRefused, api.KindDenied, api.KindMissing:
	}
	return fmt.Sprintf("Link WAN refused the %s: %s", t.Verb, e.Code)
}

// where names the instance and the region or endpoint of a call.
func (s *session) where() string {
	instance := "the public instance"
	if id := s.settings.IotInstanceID; id != "" {
		instance = "instance " + id
	}
	switch {
	case s.settings.Sandbox:
		return instance + ", sandbox"
	case s.endpoint != s.regional():
		return instance + ", " + s.endpoint.String()
	}
	return instance + ", " + s.settings.Region
}

// rentedTask describes a call on a rented permission.
func rentedTask(verb, id string, again bool) task {
	return task{Verb: verb, Subject: "permission", ID: id, Changes: true, Again: again, Rented: true, Look: "linkwanctl joinperm get " + id + " --rented"}
}

// gerund is "enabling" of "enable".
func gerund(verb string) string { return verb[:len(verb)-1] + "ing" }
