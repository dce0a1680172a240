package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/output"
)

// getCommand declares a command that shows one thing, named by its only argument: from top to bottom
// on a terminal, as a table elsewhere. T is the data of the answer.
type getCommand[T any] struct {
	use, short, long, example string

	subject subject
	call    func(id, instance string) api.Call
	columns []output.Column
	row     func(*session, *T) []string
}

func (g getCommand[T]) command(a *app) *cobra.Command {
	return &cobra.Command{
		Use: g.use, Short: g.short, Long: g.long, Example: g.example, ValidArgsFunction: g.subject.offers,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, id, err := a.openSubject(cmd, args, g.subject)
			if err != nil {
				return err
			}
			return s.withClient(func(client *api.Client) error {
				got, err := api.Fetch[T](cmd.Context(), client, g.call(id, s.settings.IotInstanceID))
				if err != nil {
					return s.serviceFailure(err, task{Verb: "request", Subject: g.subject.subject, ID: id})
				}
				result := gridOf(got, g.columns, g.row(s, &got.Data))
				result.Grid.One = true
				return s.finish(result)
			})
		},
	}
}

// gridOf shows one thing as a row of the columns.
func gridOf(document any, columns []output.Column, row []string) output.Result {
	grid := output.Grid{Rows: [][]string{row}}
	for _, c := range columns {
		grid.Columns = append(grid.Columns, c.Label)
	}
	return output.Result{Document: document, Grid: grid}
}
