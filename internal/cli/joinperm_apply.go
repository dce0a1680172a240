package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"linkwanctl/internal/history"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

// applyFlags are the flags of `joinperm apply`.
type applyFlags struct {
	manifest                 manifestFlags
	create, yes, stopOnError bool
	dryRun                   bool
	only                     []string
	limit, maxFailures       int
	report, progress         string
	summary                  string
	waves                    waveFlags
	watch                    applyWatchFlags
}

func newJoinPermApply(a *app) *cobra.Command {
	var given applyFlags
	cmd := &cobra.Command{
		Use:   "apply {-f FILE | PLAN}",
		Short: "Make the permissions match a manifest",
		Long: `Make the permissions match a manifest or a saved plan, which is shown first. You are asked;
not on a terminal, pass --yes. Nothing is deleted. If a row fails, no further wave begins
(exit code 10): run it again, or "joinperm revert".

--waves 1,10%,100% changes one permission, then 10%, then all, and asks in between.
--watch with --max-silent stops if nodes fall silent (exit code 11).`,
		Example: `  linkwanctl joinperm apply -f fleet.yaml --yes --report out.jsonl
  linkwanctl joinperm apply plan.json --waves 1,10%,100% --watch 15m`,
		RunE:              func(cmd *cobra.Command, args []string) error { return runApply(a, cmd, args, given) },
		ValidArgsFunction: filesOf("json"),
	}
	addManifestFlags(cmd, &given.manifest)
	cmd.Flags().BoolVar(&given.create, "create", false, "create permissions that do not exist")
	cmd.Flags().StringSliceVar(&given.only, "only", nil, "IDs or names to change, comma-separated")
	cmd.Flags().IntVar(&given.limit, "limit", 0, "apply only the first N changes")
	given.waves.add(cmd)
	given.watch.add(cmd)
	given.addBatch(a, cmd)
	cmd.Flags().StringVar(&given.summary, "summary", "", "summary `file`: appends a Markdown table")
	complete(cmd, "limit", nil, nil)
	completeFile(cmd, "summary", "md")
	return cmd
}

// addBatch adds the flags that an apply and a revert have; --only is declared already.
func (given *applyFlags) addBatch(a *app, cmd *cobra.Command) {
	cmd.Flags().BoolVar(&given.dryRun, "dry-run", false, "show the plan, and change nothing")
	addYes(cmd, &given.yes)
	cmd.Flags().BoolVar(&given.stopOnError, "stop-on-error", false, "stop at the first failed row")
	cmd.Flags().IntVar(&given.maxFailures, "max-failures", 0, "stop after this many failed rows")
	cmd.Flags().StringVar(&given.report, "report", "", "report `file`: appends one JSON object per row")
	cmd.Flags().StringVar(&given.progress, "progress", output.ProgressAuto, "progress: auto, bar, plain or none")
	completeLiveList(a, cmd, "only")
	complete(cmd, "max-failures", nil, nil)
	complete(cmd, "progress", output.ProgressModes(), nil)
	completeFile(cmd, "report")
}

func runApply(a *app, cmd *cobra.Command, args []string, given applyFlags) error {
	s, flagProblems, err := a.open(cmd)
	if err != nil {
		return err
	}
	wrong := given.watch.problems(cmd)
	if err := s.refuseProblems(cmd, append(given.problems(cmd, args), wrong...), flagProblems); err != nil {
		return err
	}
	s.lasting = given.watch.on()
	source, err := s.planSource(cmd.Context(), args, given)
	if err != nil {
		return s.summarizeRefused(cmd.Context(), given.summary, err)
	}
	return s.runJob(cmd.Context(), &batchJob{
		applyFlags: given, planOf: source.make, question: s.applyQuestion, see: given.see(a, args),
		header: history.Header{
			Command: history.Apply, Source: source.name, Report: a.reportPath(given.report),
			Key: keyOf(history.Apply, source.digest, given.create, given.only, given.limit, given.waves.shares, given.waves.by),
		},
	})
}

// see is the command that shows the whole plan. What came on standard input has to be given again.
func (given applyFlags) see(a *app, args []string) i18n.Text {
	if len(args) == 1 {
		return i18n.Raw(a.other("joinperm apply " + shellWord(args[0]) + " --dry-run"))
	}
	command := "joinperm diff"
	for _, file := range given.manifest.files {
		if file == "-" {
			file = "FILE"
		}
		command += " -f " + shellWord(file)
	}
	if given.create {
		command += " --create"
	}
	return i18n.Raw(a.other(command))
}

// problems are what is wrong with the flags.
func (given applyFlags) problems(cmd *cobra.Command, args []string) []text.Problem {
	var problems []text.Problem
	switch {
	case len(args) > 1:
		problems = append(problems, text.Problem{Given: args[1], Rule: i18n.T("is one argument too many: pass one plan")})
	case len(args) == 1 && len(given.manifest.files) > 0:
		problems = append(problems, text.Problem{Where: "--file", Given: given.manifest.files[0], Rule: i18n.T("cannot be combined with a saved plan: pass one of them")})
	case len(args) == 0 && len(given.manifest.files) == 0:
		problems = append(problems, missing("--file", i18n.T("pass the manifest, or a saved plan as an argument")))
	}
	if len(args) == 1 && given.create {
		problems = append(problems, text.Problem{Where: "--create", Rule: i18n.T("cannot be combined with a saved plan; make the plan with it:  linkwanctl joinperm diff -f FILE --create --out %s", args[0])})
	}
	problems = append(problems, given.waves.problems(cmd, given.yes && !given.dryRun && !given.watch.judges())...)
	return append(problems, given.batchProblems(cmd, append(slices.Clone(args), given.manifest.files...))...)
}

// batchProblems are what is wrong with the flags that an apply and a revert have; inputs are the
// files that are read.
func (given applyFlags) batchProblems(cmd *cobra.Command, inputs []string) []text.Problem {
	var problems []text.Problem
	for _, c := range []struct {
		flag string
		n    int
	}{{"limit", given.limit}, {"max-failures", given.maxFailures}} {
		if cmd.Flags().Changed(c.flag) && c.n < 1 {
			problems = append(problems, text.Problem{Where: "--" + c.flag, Given: itoa(c.n), Rule: i18n.T("must be 1 or more")})
		}
	}
	if cmd.Flags().Changed("only") && len(slices.DeleteFunc(slices.Clone(given.only), func(name string) bool { return name == "" })) == 0 {
		problems = append(problems, text.Problem{Where: "--only", Rule: i18n.T("is empty: leave it out to apply every row")})
	}
	for _, c := range []struct{ flag, path string }{{"report", given.report}, {"summary", given.summary}} {
		if cmd.Flags().Lookup(c.flag) != nil {
			problems = append(problems, emptyName(cmd, c.flag)...)
			problems = append(problems, clashes("--"+c.flag, c.path, inputs)...)
		}
	}
	if isSameFile(given.report, given.summary) {
		problems = append(problems, text.Problem{Where: "--summary", Given: given.summary, Rule: i18n.T("is the report too: use another file")})
	}
	if !slices.Contains(output.ProgressModes(), given.progress) {
		problems = append(problems, text.Problem{Where: "--progress", Given: given.progress, Rule: i18n.T("must be auto, bar, plain or none")})
	}
	return problems
}
