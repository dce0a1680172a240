package cli

import (
	"fmt"
	"io"
	"iter"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/plan/manifest"
)

func newJoinPermExport(a *app) *cobra.Command {
	var file, format string
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the live join permissions as a manifest",
		Long: `Write the join permissions that the account owns as a manifest, to standard output or a
file. linkwanctl joinperm diff finds no difference between it and the service.`,
		Example: `  linkwanctl joinperm export > fleet.yaml
  linkwanctl joinperm export -f fleet.csv --format csv`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runExport(a, cmd, file, format) },
	}
	cmd.Flags().StringVarP(&file, "file", "f", "", "`file` to write (default standard output)")
	cmd.Flags().StringVar(&format, "format", "yaml", "format: yaml, json or csv")
	complete(cmd, "format", manifest.Formats(), nil)
	completeFile(cmd, "file")
	return cmd
}

func runExport(a *app, cmd *cobra.Command, file, format string) error {
	s, err := a.openStrict(cmd)
	if err != nil {
		return err
	}
	if problems := (manifestFlags{options: manifest.Options{Format: format}}).problems(); len(problems) > 0 {
		return s.own(refusedValues(problems, cmd.CommandPath()+" --help"))
	}
	return s.withClient(func(client *api.Client) error {
		var unread error
		err := a.writeOut(file, func(w io.Writer) error {
			return manifest.Write(w, manifest.WriteOptions{Format: format}, s.liveRows(cmd, client, &unread))
		})
		switch {
		case unread != nil: // the old file, if there was one, is as it was
			return s.serviceFailure(unread, task{Verb: "list"})
		case err != nil:
			return s.unwritten(err)
		}
		s.printer.Done()
		return nil
	})
}

// liveRows are the manifest's rows, as the pages of the list arrive. A list that
// did not come whole ends them with its error.
func (s *session) liveRows(cmd *cobra.Command, client *api.Client, unread *error) iter.Seq2[manifest.Row, error] {
	return func(yield func(manifest.Row, error) bool) {
		stopped := fmt.Errorf("stopped")
		err := client.EachOwned(cmd.Context(), nil, s.settings.IotInstanceID, func(p *joinperm.Listed) error {
			row, left := manifest.RowOf(p)
			for _, l := range left {
				s.printer.Warn(fmt.Sprintf("permission %s: its %s %q is left out, since it %s", p.JoinPermissionID, l.Field.Label, l.Value, l.Rule))
			}
			if row.ID == "" && row.Name == "" { // a manifest without it would not be the account
				return &api.Error{Action: "ListOwnedJoinPermissions", Code: api.CodeInvalidAnswer, Message: "a permission of the list has neither an ID nor a name that can be", Outcome: api.Unknown, HTTPStatus: 200, Attempts: 1}
			}
			if !yield(row, nil) {
				return stopped
			}
			return nil
		})
		if err != nil && err != stopped { //nolint:errorlint // it is this one or another's
			*unread = err
			yield(manifest.Row{}, err)
		}
	}
}
