package cli

import (
	"context"
	"fmt"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

// fieldDifference is one field in the document of `joinperm update --diff`.
type fieldDifference struct {
	Field  string `json:"Field"` // the API's name
	Live   string `json:"Live"`
	New    string `json:"New"`
	Effect string `json:"Effect,omitempty"`
}

// updateDiffering reads the live values, shows what differs, asks, and sends that
// alone. Where nothing differs, or with --dry-run, nothing is sent.
func (s *session) updateDiffering(ctx context.Context, client *api.Client, change joinperm.Change, given updateFlags) error {
	live, err := api.Fetch[joinperm.Owned](ctx, client, api.OwnedCall(change.ID, change.InstanceID))
	if err != nil {
		return s.serviceFailure(err, task{Verb: "request", Subject: "permission", ID: change.ID})
	}
	differing := change.Differing(&live.Data.Listed)
	s.noteDifferences(change, &live.Data)
	document := []fieldDifference{}
	for _, d := range differing.Differences(&live.Data.Listed) {
		document = append(document, fieldDifference{d.Field.Param, d.Live, d.New, d.Effect(string(live.Data.NodesCnt))})
	}
	if given.dryRun {
		return s.finish(dryDiffResult(document))
	}
	if len(differing.Set) == 0 {
		return s.finish(diffResult(api.Answer{RequestID: live.RequestID}, document))
	}
	if live.Data.AuthState == joinperm.AuthAccepted {
		s.printer.Warn(fmt.Sprintf("it is authorised to %s: Link WAN is likely to refuse the update, unless that is this account", live.Data.RenterAliyunID))
	}
	if err := s.confirm(ctx, "Update it?", given.yes); err != nil {
		return err
	}
	answer, err := s.update(ctx, client, differing, given.verify)
	if err != nil {
		return err
	}
	return s.finish(diffResult(answer, document))
}

// noteDifferences shows live → new, field by field, to the person who is asked.
func (s *session) noteDifferences(change joinperm.Change, live *joinperm.Owned) {
	s.printer.Note(fmt.Sprintf("permission %s (%s), %s", change.ID, live.JoinPermissionName, usedBy(live)))
	for _, d := range change.Differences(&live.Listed) {
		shown := d.Field.Shown(&live.Listed)
		line := fmt.Sprintf("  %-10s  %s", d.Field.Label, shown)
		if d.Same() {
			s.printer.Note(line + "  unchanged, not sent")
			continue
		}
		line += " → " + d.Field.ShownValue(d.New)
		if effect := d.Effect(string(live.NodesCnt)); effect != "" {
			line += "  " + effect
		}
		s.printer.Note(line)
	}
}

func diffResult(answer api.Answer, changes []fieldDifference) output.Result {
	grid := output.Grid{Columns: []string{"request ID", "success", "changed"}, Rows: [][]string{{answer.RequestID, "true", itoa(len(changes))}}}
	return output.Result{
		Document: struct {
			RequestID string            `json:"RequestId"`
			Success   bool              `json:"Success"`
			Changes   []fieldDifference `json:"Changes"`
		}{answer.RequestID, true, changes},
		Grid: grid,
	}
}

// dryDiffResult is what would change, and no word of success.
func dryDiffResult(changes []fieldDifference) output.Result {
	grid := output.Grid{Columns: []string{"field", "live", "new"}}
	for _, c := range changes {
		grid.Rows = append(grid.Rows, []string{c.Field, c.Live, c.New})
	}
	return output.Result{
		Document: struct {
			DryRun  bool              `json:"DryRun"`
			Changes []fieldDifference `json:"Changes"`
		}{true, changes},
		Grid: grid,
	}
}
