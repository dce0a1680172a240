package cli

import (
	"io"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

// diffFlags are the flags of `joinperm diff`.
type diffFlags struct {
	manifest                manifestFlags
	create, exitCode, nodes bool
	force                   bool
	out                     string
	markdown                bool
}

func newJoinPermDiff(a *app) *cobra.Command {
	var given diffFlags
	cmd := &cobra.Command{
		Use:   "diff -f FILE",
		Short: "Show what a manifest would change",
		Long: `Show what a manifest would change, field by field: live value → new value. Nothing is
changed.

--out saves the plan. To apply it, run "linkwanctl joinperm apply PLAN", which refuses rows whose
live values have changed since. With -o json, Doubtful says why Link WAN will probably
refuse a row. -o markdown writes a table for a pull request or a job summary.`,
		Example: `  linkwanctl joinperm diff -f fleet.yaml
  linkwanctl joinperm diff -f fleet.csv --exit-code
  linkwanctl joinperm diff -f fleet.yaml --create --out plan.json
  linkwanctl joinperm diff -f fleet.yaml -o markdown >> "$GITHUB_STEP_SUMMARY"`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			given.markdown = takeMarkdown(cmd)
			return runDiff(a, cmd, given)
		},
	}
	addManifestFlags(cmd, &given.manifest)
	cmd.Flags().BoolVar(&given.create, "create", false, "plan to create permissions that do not exist")
	cmd.Flags().BoolVar(&given.exitCode, "exit-code", false, "exit with 9 if there are differences")
	cmd.Flags().BoolVar(&given.nodes, "nodes", false, "count the nodes that a change of class, band or JoinEUI affects")
	cmd.Flags().StringVar(&given.out, "out", "", "`file` to save the plan to")
	addForceFlag(cmd, &given.force)
	completeFile(cmd, "out", "json")
	return cmd
}

func runDiff(a *app, cmd *cobra.Command, given diffFlags) error {
	s, err := a.openStrict(cmd)
	if err != nil {
		return err
	}
	if len(given.manifest.files) == 0 {
		return s.own(refusedValues([]text.Problem{missing("--file", i18n.T("pass the manifest"))}, helpOf(cmd)))
	}
	problems := append(clashes("--out", given.out, given.manifest.files), emptyName(cmd, "out")...)
	if given.markdown && a.query != "" {
		problems = append(problems, text.Problem{Where: "--query", Given: a.query, Rule: i18n.T("cannot be combined with -o markdown")})
	}
	if err := s.refuseProblems(cmd, problems, nil); err != nil {
		return err
	}
	if err := s.mayWrite(given.out, given.force, "--force"); err != nil {
		return err
	}
	wants, err := s.wants(given.manifest)
	if err != nil {
		return err
	}
	return s.withClient(func(client *api.Client) error {
		p, err := s.makePlan(cmd.Context(), client, wants, given.create)
		if err != nil {
			return err
		}
		if given.nodes {
			s.countNodes(cmd.Context(), client, p)
		}
		if given.out != "" {
			if err := a.writeOut(given.out, func(w io.Writer) error { return output.WriteJSON(w, p) }); err != nil {
				return s.unwritten(err)
			}
		}
		show := s.showPlan
		if given.markdown {
			show = s.showMarkdown
		}
		if err := show(p); err != nil {
			return err
		}
		s.printer.Done()
		if given.exitCode && p.Counts().Differences() > 0 {
			return exitOnly(exitDifferences)
		}
		return nil
	})
}
