package cli

import (
	"context"
	"sort"
	"sync/atomic"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
	"linkwanctl/internal/plan"
)

// planGrid is a plan as a person reads it: a line for each row that is to change or cannot be done.
func (s *session) planGrid(p *plan.Plan) output.Grid {
	var grid output.Grid
	for _, row := range byWave(p) {
		if row.Action == plan.Unchanged {
			continue
		}
		cells := []string{planMark(row), row.ID, row.Name, s.planText(row)}
		if p.Waves() > 0 {
			wave := ""
			if row.Wave > 0 {
				wave = s.say(i18n.T("wave %d", row.Wave))
			}
			cells = append([]string{wave}, cells...)
		}
		grid.Rows = append(grid.Rows, cells)
	}
	return grid
}

// byWave are the rows in the order of their waves, those that cannot be done last.
func byWave(p *plan.Plan) []*plan.Row {
	rows := make([]*plan.Row, len(p.Rows))
	for i := range p.Rows {
		rows[i] = &p.Rows[i]
	}
	place := func(row *plan.Row) int { return (row.Wave + p.Waves()) % (p.Waves() + 1) } // 0 is behind all
	sort.SliceStable(rows, func(i, j int) bool { return place(rows[i]) < place(rows[j]) })
	return rows
}

func planMark(row *plan.Row) string {
	switch {
	case row.Action == plan.Create:
		return "+"
	case row.Action == plan.Update && row.Doubtful.Empty():
		return "~"
	}
	return "!"
}

// planText says what a row changes, field by field, or why it cannot be done.
func (s *session) planText(row *plan.Row) string {
	if !row.Problem.Empty() {
		return s.say(i18n.T("%s: %s", row.Place, row.Problem))
	}
	var parts []i18n.Text
	for _, c := range row.Changes {
		live, wanted := c.Shown()
		label := i18n.Word(c.Label())
		part := i18n.Join(" ", label, live, i18n.Raw("→"), wanted)
		if row.Action == plan.Create {
			part = i18n.Join(" ", label, wanted)
		}
		if !c.Effect.Empty() {
			part = i18n.T("%s (%s)", part, c.Effect)
		}
		parts = append(parts, part)
	}
	text := i18n.Join(i18n.N(", "), parts...)
	if !row.Doubtful.Empty() {
		text = i18n.T("%s: %s", text, row.Doubtful)
	}
	return s.say(text)
}

// planCounts is the line beneath a plan.
func planCounts(c plan.Counts) i18n.Text {
	parts := []i18n.Text{i18n.T("%d unchanged", c.Unchanged), i18n.T("%d to change", c.Update)}
	for _, more := range []struct {
		n    int
		text i18n.Text
	}{
		{c.Create, i18n.T("%d to create", c.Create)}, {c.Doubtful, i18n.T("%d doubtful", c.Doubtful)}, {c.Missing, i18n.T("%d missing", c.Missing)},
		{c.Conflict, i18n.T("%d in conflict", c.Conflict)}, {c.Stale, i18n.T("%d stale", c.Stale)},
	} {
		if more.n > 0 {
			parts = append(parts, more.text)
		}
	}
	return i18n.Join(i18n.N(", "), parts...)
}

// notePlan shows the plan, as diff does, to the person who is asked about it. see is the command that
// shows all of it.
func (s *session) notePlan(p *plan.Plan, see i18n.Text) {
	const most = 200 // more cannot be read at a prompt
	grid := s.planGrid(p)
	more := len(grid.Rows) - most
	grid.Rows = grid.Rows[:min(most, len(grid.Rows))]
	s.printer.NoteGrid(grid)
	if more > 0 {
		s.printer.Note(i18n.T("… and %d more; to see all:  %s", more, see))
	}
	s.printer.Note(planCounts(p.Counts()))
}

func (s *session) makePlan(ctx context.Context, client *api.Client, wants []plan.Want, create bool) (*plan.Plan, error) {
	p, err := plan.Make(ctx, client, s.settings.IotInstanceID, wants, plan.Options{Create: create, Endpoint: s.service(), MadeAt: s.app.Now().UTC()})
	if err != nil {
		return nil, s.serviceFailure(err, task{Verb: "list"})
	}
	return p, nil
}

// service names the endpoint for what is kept in a file; the sandbox has another port each time.
func (s *session) service() string {
	if s.settings.Sandbox {
		return "sandbox"
	}
	return s.endpoint.String()
}

// check compares a plan with the live permissions, which costs the pages of the list.
func (s *session) check(ctx context.Context, client *api.Client, p *plan.Plan) (*plan.Plan, error) {
	checked, err := p.Check(ctx, client)
	if err != nil {
		return nil, s.serviceFailure(err, task{Verb: "list"})
	}
	return checked, nil
}

// mostCounted bounds the calls that counting nodes costs.
const mostCounted = 100

func (s *session) countNodes(ctx context.Context, client *api.Client, p *plan.Plan) {
	const parallel = 4
	count, broken := guardedCount(func(ctx context.Context, id string) (joinperm.Number, error) {
		got, err := api.Fetch[joinperm.Count](ctx, client, api.CountNodesCall(id, nil))
		return joinperm.Number(got.Data), err
	})
	uncounted := p.CountNodes(ctx, mostCounted, parallel, count)
	broken()
	if uncounted > 0 {
		s.printer.Warn(i18n.T("the nodes of %d changes were not counted", uncounted))
	}
}

// guardedCount is a count that a plan calls in goroutines of its own; broken panics where it did.
func guardedCount(count func(context.Context, string) (joinperm.Number, error)) (guarded func(context.Context, string) (joinperm.Number, error), broken func()) {
	var first atomic.Pointer[caught]
	guarded = func(ctx context.Context, id string) (nodes joinperm.Number, err error) {
		if panicked := catch(func() { nodes, err = count(ctx, id) }); panicked != nil {
			first.Store(panicked)
		}
		return nodes, err
	}
	return guarded, func() {
		if panicked := first.Load(); panicked != nil {
			panic(panicked)
		}
	}
}

// showPlan is the plan as the result: rows and counts for a person, data for a script.
func (s *session) showPlan(p *plan.Plan) error {
	if form := output.Form(s.settings.Output); form != output.Table || s.app.query != "" {
		return s.show(output.Result{Document: p, Grid: s.planGrid(p)})
	}
	if grid := s.planGrid(p); len(grid.Rows) > 0 {
		if err := s.show(output.Result{Document: p, Grid: grid}); err != nil {
			return err
		}
	}
	return s.show(output.Result{Document: p, Text: s.say(planCounts(p.Counts())) + "\n"})
}
