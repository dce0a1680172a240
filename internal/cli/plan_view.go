package cli

import (
	"fmt"
	"strings"

	"linkwanctl/internal/output"
	"linkwanctl/internal/plan"
)

// planGrid is a plan as a person reads it: a line for each row that is to change
// or cannot be done.
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

// notePlan shows the plan to the person who is asked about it.
func (s *session) notePlan(p *plan.Plan) {
	const most = 200 // more than that nobody reads at a prompt
	for i, row := range planGrid(p).Rows {
		if i == most {
			s.printer.Note("… the rest is shown by  linkwanctl joinperm diff")
			break
		}
		s.printer.Note(strings.TrimRight(row[0]+" "+row[1]+"  "+row[2]+"  "+row[3], " "))
	}
	s.printer.Note(planCounts(p.Counts()))
}
