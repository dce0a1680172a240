package cli

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/output"
	"linkwanctl/internal/plan"
)

// planGrid is a plan as a person reads it: a line for each row that is to change or cannot be done.
func planGrid(p *plan.Plan) output.Grid {
	var grid output.Grid
	for i := range p.Rows {
		row := &p.Rows[i]
		if row.Action == plan.Unchanged {
			continue
		}
		grid.Rows = append(grid.Rows, []string{planMark(row), row.ID, row.Name, planText(row)})
	}
	return grid
}

func planMark(row *plan.Row) string {
	switch {
	case row.Action == plan.Create:
		return "+"
	case row.Action == plan.Update && row.Doubtful == "":
		return "~"
	}
	return "!"
}

// planText says what a row changes, field by field, or why it cannot be done.
func planText(row *plan.Row) string {
	if row.Problem != "" {
		return row.Place + ": " + row.Problem
	}
	var parts []string
	for _, c := range row.Changes {
		live, wanted := c.Shown()
		part := c.Label() + " " + live + " → " + wanted
		if row.Action == plan.Create {
			part = c.Label() + " " + wanted
		}
		if c.Effect != "" {
			part += " (" + c.Effect + ")"
		}
		parts = append(parts, part)
	}
	text := strings.Join(parts, ", ")
	if row.Doubtful != "" {
		text += ": " + row.Doubtful
	}
	return text
}

// planCounts is the line beneath a plan.
func planCounts(c plan.Counts) string {
	parts := []string{fmt.Sprintf("%d unchanged", c.Unchanged), fmt.Sprintf("%d to change", c.Update)}
	for _, more := range []struct {
		n    int
		what string
	}{{c.Create, "to create"}, {c.Doubtful, "doubtful"}, {c.Missing, "missing"}, {c.Conflict, "in conflict"}, {c.Stale, "stale"}} {
		if more.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", more.n, more.what))
		}
	}
	return strings.Join(parts, ", ")
}

// notePlan shows the plan, as diff does, to the person who is asked about it.
func (s *session) notePlan(p *plan.Plan) {
	const most = 200 // more cannot be read at a prompt
	grid := planGrid(p)
	more := len(grid.Rows) - most
	grid.Rows = grid.Rows[:min(most, len(grid.Rows))]
	s.printer.NoteGrid(grid)
	if more > 0 {
		s.printer.Note("… the rest is shown by  linkwanctl joinperm diff")
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

// service names the endpoint for a plan; the sandbox has another port each time.
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
	var broken atomic.Pointer[caught] // in a goroutine of the plan's
	uncounted := p.CountNodes(ctx, mostCounted, parallel, func(ctx context.Context, id string) (nodes joinperm.Number, err error) {
		panicked := catch(func() {
			got, failed := api.Fetch[joinperm.Count](ctx, client, api.CountNodesCall(id, nil))
			nodes, err = joinperm.Number(got.Data), failed
		})
		if panicked != nil {
			broken.Store(panicked)
		}
		return nodes, err
	})
	if panicked := broken.Load(); panicked != nil {
		panic(panicked)
	}
	if uncounted > 0 {
		s.printer.Warn(fmt.Sprintf("the nodes behind %d of the changes were not counted", uncounted))
	}
}
