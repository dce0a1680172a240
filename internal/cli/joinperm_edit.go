package cli

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/plan/manifest"
	"linkwanctl/internal/text"
)

// editFlags are the flags of `joinperm edit`.
type editFlags struct{ yes, verify bool }

func newJoinPermEdit(a *app) *cobra.Command {
	var given editFlags
	cmd := &cobra.Command{
		Use:   "edit ID|NAME",
		Short: "Change a join permission in an editor",
		Long: `Open a join permission that the account owns in the editor of VISUAL or EDITOR, else vi, as a
row of a manifest (linkwanctl help manifest). Then show what would change, ask, and send only
that (UpdateOwnedLocalJoinPermission, UpdateOwnedLocalJoinPermissionEnablingState).

If the file is unchanged or empty, nothing is changed and the exit code is 0. If linkwanctl or
Link WAN refuses a value, the editor opens again with the reasons at the top. After a
failure the file is kept.`,
		Example: `  linkwanctl joinperm edit 123
  linkwanctl joinperm edit 凭证1 --verify`,
		RunE: func(cmd *cobra.Command, args []string) error { return runEdit(a, cmd, args, given) },
	}
	addTargetFlags(a, cmd, 1)
	cmd.Flags().BoolVar(&given.verify, "verify", false, "read back, and fail if a value differs")
	addYes(cmd, &given.yes)
	return cmd
}

func runEdit(a *app, cmd *cobra.Command, args []string, given editFlags) error {
	s, targets, err := a.openTargets(cmd, args, 1)
	if err != nil {
		return err
	}
	if err := s.canConfirm(given.yes); err != nil {
		return err
	}
	if a.editorNamed() == "" && !a.StdinIsTerminal {
		return s.own(usage(i18n.T("not a terminal: set VISUAL or EDITOR to choose an editor")))
	}
	return s.withTargets(cmd.Context(), ownedList(), targets, func(client *api.Client, ids []string) error {
		return s.editPermission(cmd.Context(), client, ids[0], given)
	})
}

func (s *session) editPermission(ctx context.Context, client *api.Client, id string, given editFlags) error {
	live, err := api.Fetch[joinperm.Owned](ctx, client, api.OwnedCall(id, s.settings.IotInstanceID))
	if err != nil {
		return s.serviceFailure(err, task{Verb: "request", Subject: "permission", ID: id})
	}
	e := &edit{session: s, client: client, given: given, id: id, before: &live.Data}
	body, row, err := manifestOf(&live.Data.Listed)
	if err != nil {
		return s.own(asFailure(err))
	}
	e.row = row
	file, err := s.app.newEditedFile("linkwanctl-edit-*.yaml")
	if err != nil {
		return s.own(usage(i18n.T("cannot create the file to edit: %s", err)))
	}
	offered := editText{language: s.app.language(), title: i18n.T("%s (%s) in %s", live.Data.Name(), id, s.where()), body: body}
	s.app.interrupts.setHint(keptText(file))
	defer s.app.interrupts.setHint(i18n.Text{})
	if err := e.rounds(ctx, file, offered); err != nil {
		return e.keep(file, err)
	}
	file.remove()
	return nil
}

// edit is one permission that is being edited.
type edit struct {
	session *session
	client  *api.Client
	given   editFlags
	id      string
	before  *joinperm.Owned // when the editor was opened
	row     manifest.Row    // before, as the editor shows it
	written bool            // the file has something of the user's
}

// mostUnattended is how often the editor is opened without a terminal: a program may
// leave something else that is refused each time, for ever.
const mostUnattended = 3

// rounds opens the editor until what it leaves is sent or changes nothing. It gives up, with the
// reason of the last refusal, once the user leaves a refused file as it is.
func (e *edit) rounds(ctx context.Context, file editedFile, offered editText) error {
	original := meaning(offered.body)
	var refusal error
	for opened := 0; ; opened++ {
		if opened == mostUnattended && !e.session.app.StdinIsTerminal {
			return refusal
		}
		if err := os.WriteFile(file.path, []byte(offered.String()), 0o600); err != nil {
			return e.session.own(usage(i18n.T("cannot write %s: %s", file.path, err)))
		}
		failed := e.session.app.openEditor(file.path, e.id)
		edited, err := file.read()
		body := bodyOf(edited)
		switch {
		case failed != nil:
			e.written = e.written || err == nil && meaning(body) != original
			return e.session.own(asFailure(failed))
		case err != nil:
			return e.session.own(usage(i18n.T("the edited file %s cannot be read: %s", file.path, err)))
		}
		switch same := meaning(body); {
		case same == "":
			return e.nothing()
		case refusal != nil && same == meaning(offered.body):
			return refusal
		}
		e.written = true
		row, problems := editedRow(body, file.path, e.id)
		if len(problems) > 0 {
			refusal = e.session.own(refusedValues(problems, i18n.Raw("linkwanctl help manifest")))
		} else if refusal = e.send(ctx, row); refusal == nil {
			return nil
		} else if problems = refusedByService(refusal); problems == nil {
			return refusal
		}
		offered.body, offered.problems = body, problems
	}
}

// refusedByService is a refusal of the service that other values may avoid; nil for any other
// failure.
func refusedByService(err error) []text.Problem {
	var f *failure
	if !errors.As(err, &f) || f.ExitCode != exitRefused || f.Outcome != string(api.Refused) || f.Code == codeNotHeld {
		return nil
	}
	return []text.Problem{{Where: f.Code, Rule: f.Message}}
}

// nothing is the result of an edit without a change.
func (e *edit) nothing() error {
	r := e.session.diffResult(api.Answer{}, task{ID: e.id}, []fieldDifference{})
	r.Text = e.session.say(i18n.T("nothing changed")) + "\n"
	return e.session.finish(r)
}

// keep tells what to do with the user's file, if there is anything in it to lose.
func (e *edit) keep(file editedFile, err error) error {
	var f *failure
	if _, gone := os.Lstat(file.path); !e.written || gone != nil || !errors.As(err, &f) {
		file.remove()
		return err
	}
	f.Hints = append(f.Hints, keptText(file))
	return err
}

func keptText(file editedFile) i18n.Text {
	return i18n.T("your edits are kept; to apply them:  linkwanctl joinperm apply -f %s", file.path)
}
