package cli

import (
	"context"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
)

// change is one call that changes something other than a permission.
type change struct {
	call     api.Call
	task     task                            // Subject and ID say what is changed
	document doneDocument                    // what the result names, by the API's names
	question func(place i18n.Text) i18n.Text // asked at a terminal before; nil for no question
}

// changeFlags are the flags of a command that changes something by a call.
type changeFlags struct{ dryRun, yes bool }

func (f *changeFlags) add(cmd *cobra.Command, asks bool) {
	addDryRun(cmd, &f.dryRun)
	if asks {
		addYes(cmd, &f.yes)
	}
}

// make carries the change out, or shows its request.
func (c change) make(ctx context.Context, s *session, f changeFlags) error {
	if f.dryRun {
		return s.previewCalls(c.call)
	}
	return s.withClient(func(client *api.Client) error { return c.send(ctx, s, client, f) })
}

// send asks, where a question can be asked and there is one, and carries the change out.
func (c change) send(ctx context.Context, s *session, client *api.Client, f changeFlags) error {
	if c.question != nil && !f.yes && s.cannotAsk().Empty() {
		if err := s.ask(c.question(s.where())); err != nil {
			return err
		}
	}
	answer, err := client.Do(ctx, c.call)
	if err != nil {
		return s.serviceFailure(err, c.task)
	}
	s.carriedOut(answer, i18n.T("%s %s", i18n.Word(c.task.Subject), c.task.ID))
	document := c.document
	document.RequestID, document.Success, document.Sandbox = answer.RequestID, true, s.saysSandbox()
	return s.finishChange(output.Result{Document: document, Grid: output.Grid{
		Columns: []string{c.task.Subject, "changed", "request ID", "success"},
		Rows:    [][]string{{c.task.ID, s.say(c.task.Done), answer.RequestID, "true"}},
	}})
}
