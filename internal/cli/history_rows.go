package cli

import (
	"linkwanctl/internal/history"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
	"linkwanctl/internal/plan"
)

// changeRow is a change of a run in the document of `joinperm history RUN`.
type changeRow struct {
	ID        string       `json:"JoinPermissionId"`
	Name      string       `json:"JoinPermissionName"`
	Action    plan.Action  `json:"Action"`
	Field     string       `json:"Field"`
	Old       string       `json:"Old"`
	New       string       `json:"New"`
	Wave      int          `json:"Wave"` // 0 without waves
	Outcome   plan.Outcome `json:"Outcome"`
	Code      string       `json:"Code"`
	RequestID string       `json:"RequestId"`
}

func rowColumns() []output.Column {
	return []output.Column{
		{Name: joinperm.ID().Param, Label: joinperm.ID().Label, Keep: true}, {Name: "JoinPermissionName", Label: "name", Keep: true},
		{Name: "Field", Label: "field", Keep: true}, {Name: "Old", Label: "old", Keep: true}, {Name: "New", Label: "new", Keep: true},
		{Name: "Wave", Label: "wave"}, {Name: "Outcome", Label: "outcome", Keep: true}, {Name: "Code", Label: "code"},
		{Name: "RequestId", Label: "request ID", Wide: true},
	}
}

func changesOf(run *history.Run) []changeRow {
	var all []changeRow
	for i := range run.Rows {
		row, e := &run.Rows[i], run.Entries[i]
		for _, c := range row.Changes {
			change := changeRow{row.ID, row.Name, row.Action, c.Field, c.Old, c.New, row.Wave, e.Outcome, e.Code, e.RequestID}
			if change.ID == "" {
				change.ID = e.ID
			}
			all = append(all, change)
		}
	}
	return all
}

func changeCells(s *session, c *changeRow) []string {
	old, wanted := plan.FieldChange{Field: c.Field, Live: c.Old, New: c.New}.Shown()
	wave := dash("")
	if c.Wave > 0 {
		wave = itoa(c.Wave)
	}
	label := plan.FieldChange{Field: c.Field}.Label()
	return []string{dash(c.ID), c.Name, s.say(i18n.Word(label)), s.say(old), s.say(wanted), wave, s.say(outcomeWord(c.Outcome)), dash(c.Code), dash(c.RequestID)}
}

func outcomeWord(o plan.Outcome) i18n.Text {
	switch o {
	case plan.OutcomeUpdated:
		return i18n.T("updated")
	case plan.OutcomeCreated:
		return i18n.T("created")
	case plan.OutcomeFailed:
		return i18n.T("failed")
	case plan.OutcomeSkipped:
		return i18n.T("skipped")
	case history.Found:
		return i18n.T("found done")
	default:
		return i18n.T("unknown")
	}
}
