package cli

import (
	"context"

	"linkwanctl/internal/api"
	"linkwanctl/internal/history"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
	"linkwanctl/internal/plan/manifest"
)

// send shows what the edited row changes in the live permission, asks, and sends only that. The
// permission is read again: the editor may have been open for long.
func (e *edit) send(ctx context.Context, row manifest.Row) error {
	s := e.session
	wanted, enabled := e.changes(row)
	if len(wanted.Set) == 0 && enabled == "" {
		return e.nothing()
	}
	live, err := api.Fetch[joinperm.Owned](ctx, e.client, api.OwnedCall(e.id, s.settings.IotInstanceID))
	if err != nil {
		return s.serviceFailure(err, task{Verb: "request", Subject: "permission", ID: e.id})
	}
	now := &live.Data
	if enabled == now.Enabled {
		enabled = ""
	}
	differing := wanted.Differing(&now.Listed)
	document := differencesOf(differing, now)
	fields := fieldLines(wanted, now)
	if enabled != "" {
		effect := disablingEffect(enabled, now.NodesCnt)
		fields = append(fields, arrowLine(i18n.Word(joinperm.Enabled().Label), i18n.Raw(string(now.Enabled)), i18n.Raw(string(enabled)), effect))
		document = append(document, fieldDifference{joinperm.Enabled().Param, string(now.Enabled), string(enabled), effect})
	}
	for _, line := range s.changeLines(e.id, now, fields) {
		s.printer.Note(i18n.Raw(line))
	}
	e.warn(wanted, now)
	t := task{ID: e.id, Done: e.words(differing, enabled)}
	s.remember(e.id, now.Name())
	if len(document) == 0 {
		return s.finish(s.diffResult(api.Answer{RequestID: live.RequestID}, t, document))
	}
	if err := s.confirm(i18n.T("Update %s in %s?", s.named(e.id), s.where()), e.given.yes); err != nil {
		return err
	}
	ended := s.recordOne(history.Edit, historyRow(e.id, now, document))
	answer, set, err := e.carryOut(ctx, differing, enabled)
	ended(err, set...)
	if err != nil {
		return err
	}
	return s.finishChange(s.diffResult(answer, t, document))
}

// words are what is changed: the values that are set, and the state.
func (e *edit) words(change joinperm.Change, enabled joinperm.Bool) i18n.Text {
	fields := updateFlags{verify: e.given.verify}.words(change)
	if enabled == "" {
		return fields
	}
	state := i18n.T("disabled")
	if enabled == "true" {
		state = i18n.T("enabled")
	}
	if len(change.Set) == 0 {
		return state
	}
	return i18n.Join(i18n.N(", "), fields, state)
}

// disablingEffect says what disabling does to the nodes behind a permission, "" for enabling and where
// there are none.
func disablingEffect(enabled joinperm.Bool, nodes joinperm.Number) i18n.Text {
	switch {
	case enabled != "false", nodes == "", nodes == "0":
		return i18n.Text{}
	case nodes == "1":
		return i18n.T("its node can no longer join")
	}
	return i18n.T("its %s nodes can no longer join", nodes)
}

// changes are the values that the user has changed: the others stay as they are, even if somebody
// else changes them meanwhile.
func (e *edit) changes(row manifest.Row) (joinperm.Change, joinperm.Bool) {
	change := joinperm.Change{ID: e.id, InstanceID: e.session.settings.IotInstanceID}
	for _, a := range row.Set {
		if a.Value != *a.Field.Of(&e.before.Listed) {
			change.Set = append(change.Set, a)
		}
	}
	if row.Enabled == e.before.Enabled {
		return change, ""
	}
	return change, row.Enabled
}

// warn tells what is doubtful about the change.
func (e *edit) warn(change joinperm.Change, now *joinperm.Owned) {
	if len(change.Set) > 0 {
		for _, warning := range change.Warnings() {
			e.session.printer.Warn(warning)
		}
	}
	for _, a := range change.Set {
		if then, live := *a.Field.Of(&e.before.Listed), *a.Field.Of(&now.Listed); then != live {
			e.session.printer.Warn(i18n.T("someone else changed %s while you edited it: it was %s", i18n.Word(a.Field.Label), a.Field.ShownValue(then)))
		}
	}
	if now.AuthState == joinperm.AuthAccepted && len(change.Set) > 0 {
		e.session.printer.Warn(sharedWarning(now))
	}
}

// carryOut makes the update, if there is one, and then the switch, if there is one. If that fails,
// set are the fields that the update has changed.
func (e *edit) carryOut(ctx context.Context, change joinperm.Change, enabled joinperm.Bool) (answer api.Answer, set []string, err error) {
	s := e.session
	if len(change.Set) > 0 {
		if answer, err = s.update(ctx, e.client, change, e.given.verify); err != nil {
			return answer, nil, err
		}
	}
	if enabled == "" {
		return answer, nil, nil
	}
	switched, err := e.client.Do(ctx, api.EnableCall(e.id, s.settings.IotInstanceID, enabled == "true"))
	if err == nil {
		s.carriedOut(switched, i18n.T("permission %s", e.id))
		return switched, nil, nil
	}
	for _, a := range change.Set {
		set = append(set, a.Field.Param)
	}
	verb := i18n.N("disable")
	if enabled == "true" {
		verb = "enable"
	}
	f := s.serviceFailure(err, task{Verb: verb, Subject: "permission", ID: e.id, Changes: true, Again: true})
	if len(change.Set) > 0 {
		f.Details = append(f.Details, output.Detail{Name: "done", Value: i18n.T("the other values were changed")})
	}
	return answer, set, f
}
