package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/catalogue"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/text"
)

// callFlags are the flags of `api call`.
type callFlags struct {
	input, version, download                                 string
	template, force, retryUnsafe, allPages, dryRun, answered bool
}

func newAPICall(a *app) *cobra.Command {
	var given callFlags
	cmd := &cobra.Command{
		Use:   "call ACTION [Name=value]…",
		Short: "Call an action of the Link WAN API",
		Long: `Call an action and print its answer. Names are taken in any case and checked, as are types and
required parameters. A list is given as Name=a Name=b or Name='["a","b"]'. --iot-instance-id
fills IotInstanceId where an action takes it. An argument replaces the value of --input.

Only actions that read (Get…, List…, Count…, Check…) are retried when their outcome is
unknown. On a terminal you are asked before any other action is called; a script is not asked.
--all-pages prints the items of a list without the answers around them.`,
		Example: `  linkwanctl api call ListGateways Limit=10 Offset=0
  linkwanctl api call ListOwnedJoinPermissions --all-pages -o csv
  linkwanctl api call DeleteGateway --input params.json --yes
  linkwanctl api call GetNodeTuplesDownloadUrl OrderId=7 --download tuples.csv`,
		ValidArgsFunction: completeCall,
		RunE:              func(cmd *cobra.Command, args []string) error { return runAPICall(a, cmd, args, given) },
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVar(&given.input, "input", "", "JSON or YAML `file` with parameters, - for standard input")
	cmd.Flags().BoolVar(&given.template, "generate-input", false, "print a template for --input and send nothing")
	cmd.Flags().BoolVar(&given.allPages, "all-pages", false, "read a list to its last page")
	cmd.Flags().StringVar(&given.download, "download", "", "`file` to write what the answered URL points to, - for standard output")
	addDryRun(cmd, &given.dryRun)
	cmd.Flags().BoolVarP(&given.answered, "yes", "y", false, "do not ask; overwrite the file of --download")
	cmd.Flags().BoolVar(&given.retryUnsafe, "retry-unsafe", false, "retry any action, even if it may then be carried out twice")
	cmd.Flags().BoolVar(&given.force, "force", false, "send unknown actions and parameters, and check nothing")
	cmd.Flags().StringVar(&given.version, "api-version", api.Version, "version of the API (others need --force)")
	completeFile(cmd, "input", "json", "yaml", "yml")
	completeFile(cmd, "download")
	complete(cmd, "api-version", []string{api.Version}, nil)
	return cmd
}

func runAPICall(a *app, cmd *cobra.Command, args []string, given callFlags) error {
	if len(args) == 0 {
		return countArgs(cmd, args, i18n.T("the name of an action"), 1)
	}
	action, known := catalogue.Find(args[0])
	if !known {
		if !given.force {
			return unknownAction(args[0], i18n.T("to send it all the same, add:  --force"))
		}
		action = catalogue.Action{Name: args[0]}
	}
	s, flagProblems, err := a.open(cmd)
	if err != nil {
		return err
	}
	if given.template {
		return s.finish(inputTemplate(action))
	}
	c, problems := s.newActionCall(action, known, args[1:], given)
	problems = append(problems, given.problems(cmd, action, known)...)
	if err := s.refuseProblems(cmd, problems, flagProblems); err != nil {
		if f := asFailure(err); known && flagProblems == nil {
			f.Hints = texts(i18n.Raw("linkwanctl api describe " + action.Name))
			return f
		}
		return err
	}
	if given.dryRun {
		return s.previewCalls(c.call())
	}
	if given.download != "" {
		if err := s.mayWrite(given.download, given.answered, "--yes"); err != nil {
			return err
		}
	}
	return s.withClient(func(client *api.Client) error {
		if !c.reads() && !given.answered && s.cannotAsk().Empty() {
			if err := s.ask(i18n.T("Call %s in %s?", action.Name, s.where())); err != nil {
				return err
			}
		}
		switch {
		case given.allPages:
			return s.callAllPages(cmd.Context(), client, c)
		case given.download != "":
			return s.callDownload(cmd.Context(), client, c, given.download)
		}
		return s.callOnce(cmd.Context(), client, c)
	})
}

// problems are what is wrong with the flags themselves, and with what they ask of the action.
func (given callFlags) problems(cmd *cobra.Command, action catalogue.Action, known bool) []text.Problem {
	var problems []text.Problem
	add := func(where, value string, rule i18n.Text) {
		problems = append(problems, text.Problem{Where: where, Given: value, Rule: rule})
	}
	problems = append(problems, emptyName(cmd, "input")...)
	problems = append(problems, emptyName(cmd, "download")...)
	switch {
	case !apiVersion().MatchString(given.version):
		add("--api-version", given.version, i18n.T("must be a date such as %s", api.Version))
	case given.version != api.Version && !given.force:
		add("--api-version", given.version, i18n.T("is not %s, which linkwanctl knows: to send it all the same, add --force", api.Version))
	}
	if !known && !actionName().MatchString(action.Name) {
		add("", action.Name, i18n.T("is not the name of an action: letters and digits"))
	}
	if _, isPaged := pagingOf(action); given.allPages && !isPaged {
		add("--all-pages", "", i18n.T("does not apply to %s, which has no pages", action.Name))
	}
	if given.download != "" && known && !strings.HasSuffix(action.Name, "DownloadUrl") {
		add("--download", "", i18n.T("does not apply to %s, which answers no URL", action.Name))
	}
	if given.download != "" && given.allPages {
		add("--download", "", i18n.T("conflicts with %s", "--all-pages"))
	}
	return problems
}

var (
	apiVersion    = text.Pattern(`^\d{4}-\d{2}-\d{2}$`)
	actionName    = text.Pattern(`^[A-Za-z][A-Za-z0-9]*$`)
	parameterName = text.Pattern(`^[A-Za-z][A-Za-z0-9_.-]*$`)
)

// callOnce makes the call and shows its answer.
func (s *session) callOnce(ctx context.Context, client *api.Client, c actionCall) error {
	answer, err := client.Do(ctx, c.call())
	if err != nil {
		return s.serviceFailure(err, c.task())
	}
	result, err := s.answerResult(c, answer)
	if err != nil {
		return s.own(asFailure(err))
	}
	if c.reads() {
		return s.finish(result)
	}
	s.carriedOut(answer, i18n.Raw(c.action.Name))
	return s.finishChange(result)
}
