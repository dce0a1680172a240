package cli

import (
	"context"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/plan"
)

// guardedDoer makes the calls of an apply, which run in goroutines. A panic in one is a failure of
// its row only, which names the file with the stack.
type guardedDoer struct {
	plan.Doer
	app *app
}

func (g guardedDoer) Update(ctx context.Context, change joinperm.Change) (api.Answer, error) {
	return guardRow(g.app, func() (api.Answer, error) { return g.Doer.Update(ctx, change) })
}

func (g guardedDoer) Create(ctx context.Context, creation joinperm.Creation) (api.Result[joinperm.Text], error) {
	return guardRow(g.app, func() (api.Result[joinperm.Text], error) { return g.Doer.Create(ctx, creation) })
}

func (g guardedDoer) Do(ctx context.Context, call api.Call) (api.Answer, error) {
	return guardRow(g.app, func() (api.Answer, error) { return g.Doer.Do(ctx, call) })
}

func guardRow[T any](a *app, do func() (T, error)) (got T, err error) {
	panicked := catch(func() { got, err = do() })
	if panicked == nil {
		return got, err
	}
	path, failed := a.keepStack(panicked)
	if failed != nil {
		return got, i18n.Errorf("internal error: %s; stack trace: %s", panicked.kind(), panicked.places())
	}
	return got, i18n.Errorf("internal error: %s; stack trace in %s", panicked.kind(), path)
}
