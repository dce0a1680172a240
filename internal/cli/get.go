package cli

import (
	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

// getCommand declares a command that shows one thing, named by its only argument: from top to bottom
// on a terminal, as a table elsewhere. T is the data of the answer.
type getCommand[T any] struct {
	use, short, long, example string

	subject  string                                           // "order", for the words of a failure
	argument string                                           // what the argument is, for whom leaves it out
	check    func(given string) (id string, _ []text.Problem) // the argument's rule; nothing is sent where it refuses
	offers   cobra.CompletionFunc                             // of the argument; nil for none
	call     func(id string) api.Call
	result   func(*session, api.Result[T]) output.Result
}

func (g getCommand[T]) command(a *app) *cobra.Command {
	return &cobra.Command{
		Use: g.use, Short: g.short, Long: g.long, Example: g.example, ValidArgsFunction: g.offers,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := countArgs(cmd, args, i18n.Word(g.argument), 1); err != nil {
				return err
			}
			s, err := a.openStrict(cmd)
			if err != nil {
				return err
			}
			id, problems := g.check(args[0])
			if err := s.refuseProblems(cmd, problems, nil); err != nil {
				return err
			}
			return s.withClient(func(client *api.Client) error {
				got, err := api.Fetch[T](cmd.Context(), client, g.call(id))
				if err != nil {
					return s.serviceFailure(err, task{Verb: "request", Subject: g.subject, ID: id})
				}
				result := g.result(s, got)
				result.Grid.One = true
				return s.finish(result)
			})
		},
	}
}
