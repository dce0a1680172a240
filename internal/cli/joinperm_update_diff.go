package cli

import (
	"context"
	"strings"

	"linkwanctl/internal/api"
	"linkwanctl/internal/history"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
)

// updateDiffering reads the live values, shows the differences, asks, and sends only those. Nothing
// is sent if nothing differs, if there is no terminal to ask on, or with --dry-run.
func (s *session) updateDiffering(ctx context.Context, client *api.Client, change joinperm.Change, given updateFlags) error {
	live, err := api.Fetch[joinperm.Owned](ctx, client, api.OwnedCall(change.ID, change.InstanceID))
	if err != nil {
		return s.serviceFailure(err, task{Verb: "request", Subject: "permission", ID: change.ID})
	}
	s.remember(change.ID, string(live.Data.JoinPermissionName))
	differing := change.Differing(&live.Data.Listed)
	lines := s.changeLines(change.ID, &live.Data, fieldLines(change, &live.Data))
	document := differencesOf(differing, &live.Data)
	if given.dryRun {
		return s.finish(dryDiffResult(document, lines))
	}
	for _, line := range lines {
		s.printer.Note(i18n.Raw(line))
	}
	if len(differing.Set) == 0 {
		return s.finish(s.diffResult(api.Answer{RequestID: live.RequestID}, task{ID: change.ID, Done: setWords(nil)}, document))
	}
	if live.Data.AuthState == joinperm.AuthAccepted {
		s.printer.Warn(sharedWarning(&live.Data))
	}
	if err := s.canConfirm(given.yes); err != nil {
		if output.Form(s.settings.Output).Documents() { // these print no notes
			if unshown := s.show(dryDiffResult(document, lines)); unshown != nil {
				return unshown
			}
		}
		return err
	}
	if err := s.confirm(i18n.T("Update %s in %s?", s.named(change.ID), s.where()), given.yes); err != nil {
		return err
	}
	ended := s.recordOne(history.Update, historyRow(change.ID, &live.Data, document))
	answer, err := s.update(ctx, client, differing, given.verify)
	ended(err)
	if err != nil {
		return err
	}
	return s.finishChange(s.diffResult(answer, task{ID: change.ID, Done: given.words(differing)}, document))
}

// dryDiffResult shows what would change, without claiming success.
func dryDiffResult(changes []fieldDifference, lines []string) output.Result {
	return output.Result{
		Document: struct {
			DryRun  bool              `json:"DryRun"`
			Changes []fieldDifference `json:"Changes"`
		}{true, changes},
		Text: strings.Join(lines, "\n") + "\n",
	}
}
