package cli

import (
	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
	"linkwanctl/internal/plan"
)

// fieldDifference is one field in the document of `joinperm update --diff`.
type fieldDifference struct {
	Field  string    `json:"Field"` // the API's name
	Live   string    `json:"Live"`
	New    string    `json:"New"`
	Effect i18n.Text `json:"Effect,omitzero"`
}

// differencesOf are the fields that a change changes.
func differencesOf(differing joinperm.Change, live *joinperm.Owned) []fieldDifference {
	document := []fieldDifference{}
	for _, d := range differing.Differences(&live.Listed) {
		document = append(document, fieldDifference{d.Field.Param, d.Live, d.New, d.Effect(string(live.NodesCnt))})
	}
	return document
}

// fieldLine is a field in words, and its values: live → new, and what that does.
type fieldLine struct{ label, values i18n.Text }

// fieldLines are the fields of a change, for a person.
func fieldLines(change joinperm.Change, live *joinperm.Owned) []fieldLine {
	var lines []fieldLine
	for _, d := range change.Differences(&live.Listed) {
		label, now := i18n.Word(d.Field.Label), d.Field.Shown(&live.Listed)
		if d.Same() {
			lines = append(lines, fieldLine{label, i18n.Join("  ", now, i18n.T("unchanged, not sent"))})
			continue
		}
		lines = append(lines, arrowLine(label, now, d.Field.ShownValue(d.New), d.Effect(string(live.NodesCnt))))
	}
	return lines
}

// arrowLine is a value that changes, with its effect if there is one.
func arrowLine(label, live, wanted, effect i18n.Text) fieldLine {
	values := i18n.Join(" → ", live, wanted)
	if !effect.Empty() {
		values = i18n.Join("  ", values, effect)
	}
	return fieldLine{label, values}
}

// changeLines are a permission and beneath it the lines of its fields, aligned.
func (s *session) changeLines(id string, live *joinperm.Owned, fields []fieldLine) []string {
	pairs := make([][2]string, len(fields))
	for i, f := range fields {
		pairs[i] = [2]string{s.say(f.label), s.say(f.values)}
	}
	title := s.say(i18n.T("%s (%s), %s", live.JoinPermissionName, id, usedBy(live)))
	return append([]string{title}, output.Aligned(pairs)...)
}

func (s *session) diffResult(answer api.Answer, t task, changes []fieldDifference) output.Result {
	result := s.doneResult(answer, t)
	result.Document = struct {
		doneDocument
		Changes []fieldDifference `json:"Changes"`
	}{s.doneDocument(answer, t.ID), changes}
	return result
}

// historyRow is a permission with what is changed, as the history keeps it.
func historyRow(id string, live *joinperm.Owned, changes []fieldDifference) plan.Row {
	row := plan.Row{ID: id, Name: live.Name()}
	for _, c := range changes {
		row.Changes = append(row.Changes, plan.FieldChange{Field: c.Field, Live: c.Live, New: c.New})
	}
	return row
}

// sharedWarning is about a permission that somebody rents.
func sharedWarning(p *joinperm.Owned) i18n.Text {
	return i18n.T("shared with %s: Link WAN will probably refuse the update, unless that is your own account", p.RenterAliyunID)
}
