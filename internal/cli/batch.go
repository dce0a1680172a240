package cli

import (
	"context"
	"errors"

	"linkwanctl/internal/api"
	"linkwanctl/internal/output"
)

// rowOutcome is what became of one of several permissions.
type rowOutcome struct {
	ID        string `json:"JoinPermissionId"`
	RequestID string `json:"RequestId"`
	Success   bool   `json:"Success"`
	Code      string `json:"Code,omitempty"`
	Message   string `json:"Message,omitempty"`
}

// forEach does one thing to each permission. For a single one the answer or the
// failure is the command's; of several, one's failure does not stop the others,
// each is told, and the exit code says that some failed.
func (s *session) forEach(ctx context.Context, ids []string, t task, do func(id string) (api.Answer, error)) error {
	if len(ids) == 1 {
		answer, err := do(ids[0])
		if err != nil {
			t.ID = ids[0]
			return s.serviceFailure(err, t)
		}
		return s.finish(doneResult(answer))
	}
	var rows []rowOutcome
	var problems []output.Problem
	for _, id := range ids {
		answer, err := do(id)
		if ctx.Err() != nil && err != nil {
			t.ID = id
			return s.serviceFailure(err, t)
		}
		row := rowOutcome{ID: id, RequestID: answer.RequestID, Success: err == nil}
		var refused *api.Error
		if errors.As(err, &refused) {
			row.RequestID, row.Code, row.Message = refused.RequestID, refused.Code, refused.Message
			problems = append(problems, output.Problem{Where: id, Rule: refused.Code + ": " + refused.Message})
		}
		rows = append(rows, row)
	}
	if err := s.show(outcomesResult(rows)); err != nil {
		return err
	}
	if len(problems) > 0 {
		return s.own(someFailed(t, problems, len(ids)))
	}
	s.printer.Done()
	return nil
}

func someFailed(t task, problems []output.Problem, of int) *failure {
	return &failure{Failure: output.Failure{
		Title: "the " + t.Verb + " of " + itoa(len(problems)) + " of " + itoa(of) + " permissions failed", Code: "SomeFailed", Outcome: string(api.Refused),
		Problems: problems, ExitCode: exitSomeFailed,
	}}
}

func outcomesResult(rows []rowOutcome) output.Result {
	grid := output.Grid{Columns: []string{"ID", "request ID", "success", "code"}}
	for _, row := range rows {
		success := "true"
		if !row.Success {
			success = "false"
		}
		grid.Rows = append(grid.Rows, []string{row.ID, row.RequestID, success, row.Code})
	}
	return output.Result{Document: rows, Grid: grid}
}
