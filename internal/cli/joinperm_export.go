package cli

import (
	"cmp"
	"errors"
	"io"
	"iter"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/joinperm"
	"linkwanctl/internal/plan/manifest"
	"linkwanctl/internal/text"
)

// exportFlags say where a manifest is written, and in which format.
type exportFlags struct {
	file, format string
	force        bool
}

func newJoinPermExport(a *app) *cobra.Command {
	var given exportFlags
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the live join permissions as a manifest",
		Long: `Write the join permissions that the account owns as a manifest, to standard output or a
file.

The format comes from --format, -o or the file's extension (.yaml, .yml, .json, .csv), in
this order; the default is YAML. To overwrite an existing file, confirm on a terminal or
pass --force.`,
		Example: `  linkwanctl joinperm export > fleet.yaml
  linkwanctl joinperm export -f fleet.csv
  linkwanctl joinperm export -o json`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runExport(a, cmd, given) },
	}
	cmd.Flags().StringVarP(&given.file, "file", "f", "", "`file` to write (default standard output)")
	cmd.Flags().StringVar(&given.format, "format", "", "format: yaml, json or csv (default by -o or extension)")
	addForceFlag(cmd, &given.force)
	complete(cmd, "format", manifest.Formats(), nil)
	completeFile(cmd, "file", manifestExtensions()...)
	return cmd
}

func runExport(a *app, cmd *cobra.Command, given exportFlags) error {
	s, err := a.openStrict(cmd)
	if err != nil {
		return err
	}
	format, problems := given.formatOf(cmd)
	if err := s.refuseProblems(cmd, append(problems, emptyName(cmd, "file")...), nil); err != nil {
		return err
	}
	if err := s.mayWrite(given.file, given.force, "--force"); err != nil {
		return err
	}
	return s.withClient(func(client *api.Client) error {
		var unread error
		err := a.writeOut(given.file, func(w io.Writer) error {
			return manifest.Write(w, format, s.liveRows(cmd, client, &unread))
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

// formatOf is the format that is asked for. Of -o only what the command line says counts: a setting
// is for results, and would change what a file of another name has.
func (given exportFlags) formatOf(cmd *cobra.Command) (string, []text.Problem) {
	problems := manifestFlags{options: manifest.Options{Format: given.format}}.problems()
	byName := manifest.FormatOf(given.file)
	wanted := ""
	if flag := cmd.Flags().Lookup("output"); flag.Changed {
		wanted = strings.ToLower(flag.Value.String())
	}
	conflict := func(rule i18n.Text) {
		problems = append(problems, text.Problem{Where: "--output", Given: wanted, Rule: rule})
	}
	switch extension := strings.ToLower(filepath.Ext(given.file)); {
	case wanted != "" && !slices.Contains(manifest.Formats(), wanted):
		conflict(i18n.T("must be one of %s", strings.Join(manifest.Formats(), ", ")))
	case given.format != "" && wanted != "" && wanted != given.format:
		conflict(i18n.T("conflicts with --format %s", given.format))
	case given.format != "":
	case byName != "" && !slices.Contains([]string{".yaml", ".yml", ".json", ".csv"}, extension):
		problems = append(problems, text.Problem{Where: "--file", Given: given.file, Rule: i18n.T("cannot be written as %s: name it .yaml, .json or .csv, or pass --format", extension)})
	case byName != "" && wanted != "" && wanted != byName:
		conflict(i18n.T("conflicts with the extension of %s: leave one out, or pass --format", given.file))
	}
	return cmp.Or(given.format, wanted, byName, "yaml"), problems
}

// liveRows are the manifest's rows, as the pages of the list arrive. A list that did not come whole
// ends them with its error.
func (s *session) liveRows(cmd *cobra.Command, client *api.Client, unread *error) iter.Seq2[manifest.Row, error] {
	return func(yield func(manifest.Row, error) bool) {
		stopped := errors.New("stopped") // never shown
		err := client.EachOwned(cmd.Context(), nil, s.settings.IotInstanceID, func(p *joinperm.Listed) error {
			row, left := manifest.RowOf(p)
			for _, l := range left {
				s.printer.Warn(i18n.T("permission %s: %s \"%s\" is left out: it %s", p.JoinPermissionID, i18n.Word(l.Field.Label), l.Value, l.Rule))
			}
			if row.ID == "" && row.Name == "" { // a manifest without it would not be the account
				return &api.Error{Action: "ListOwnedJoinPermissions", Code: api.CodeInvalidAnswer, Message: i18n.T("the list has a permission without an ID and without a valid name"), Outcome: api.Unknown, HTTPStatus: 200, Attempts: 1}
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
