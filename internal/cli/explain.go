package cli

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"linkwanctl/internal/api"
	"linkwanctl/internal/config"
	"linkwanctl/internal/i18n"
	"linkwanctl/internal/output"
	"linkwanctl/internal/text"
)

func newExplain(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "explain [CODE|EXITCODE]",
		Short: "Explain an error code or exit code",
		Long: `Explain what an error code or an exit code means, what causes it, what to do, and whether
linkwanctl tries again by itself. Without an argument, all codes are listed. Nothing is
sent.`,
		Example: `  linkwanctl explain NonExistent
  linkwanctl explain 8
  linkwanctl explain -o json --query '[?ExitCode==` + "`5`" + `].Code'`,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return codeOffers(cmd, a), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error { return runExplain(a, cmd, args) },
	}
}

func codeOffers(cmd *cobra.Command, a *app) []cobra.Completion {
	var offers []cobra.Completion
	for _, row := range a.explainer(cmd).codes() {
		if !strings.HasSuffix(row.code, "*") {
			offers = append(offers, cobra.CompletionWithDesc(row.code, offered(cmd).Say(row.means)))
		}
	}
	for _, exit := range exitCodes() {
		offers = append(offers, cobra.CompletionWithDesc(strconv.Itoa(exit.Code), offered(cmd).Exact(exit.Meaning)))
	}
	return offers
}

// explainer is a session to make hints with when no command failed: they repeat "linkwanctl …" and
// double the limits of the settings.
func (a *app) explainer(cmd *cobra.Command) *session {
	loaded, _ := config.Load(a.settingsOptions(cmd)) // it returns what it can read even of a broken file
	s := &session{app: &app{System: System{Args: []string{"…"}}}, config: loaded, settings: loaded.Settings()}
	if s.setEndpoint() != nil {
		s.endpoint = s.regional()
	}
	return s
}

func runExplain(a *app, cmd *cobra.Command, args []string) error {
	exit, isExit := exitAsked(args)
	if !isExit && len(args) > 1 {
		return usage(i18n.T("unexpected argument %s: %s takes %s", args[1], cmd.CommandPath(), i18n.T("one code")), helpOf(cmd))
	}
	if len(args) > 0 && args[0] == "" {
		return refusedValues([]text.Problem{{Where: emptyArgument, Rule: i18n.T("is empty; leave it out to see all")}}, helpOf(cmd))
	}
	printer, err := a.bare(a.formWanted)
	if err != nil {
		return err
	}
	s := a.explainer(cmd)
	say := a.language().Say
	var result output.Result
	switch {
	case len(args) == 0:
		result = listedCodes(s.codes(), say)
	case isExit:
		result, err = explainedExit(s.codes(), exit, say)
	default:
		result, err = explainedCode(s.codes(), args[0], say)
	}
	if err != nil {
		return err
	}
	if err := printer.Result(result); err != nil {
		return outputFailure(err)
	}
	return nil
}

// exitAsked reads "8", "exit 8", "ExitCode 8" and "exit code 8".
func exitAsked(args []string) (string, bool) {
	words := strings.ToLower(strings.NewReplacer("-", " ", "_", " ").Replace(strings.Join(args, " ")))
	for _, head := range []string{"exitcode ", "exit code ", "exit "} {
		if rest, found := strings.CutPrefix(words, head); found {
			return rest, true
		}
	}
	_, err := strconv.Atoi(words)
	return words, err == nil
}

func unknownCode(asked string, rows []codeRow) error {
	names := []string{}
	for _, row := range rows {
		names = append(names, strings.TrimSuffix(row.code, "*"))
	}
	for _, later := range api.LaterCodes() {
		names = append(names, later[0])
	}
	title := i18n.T("unknown code %s", asked)
	if near := text.Nearest(asked, names); near != "" {
		title = i18n.T("unknown code %s: did you mean %s?", asked, near)
	}
	return usage(title, i18n.T("list all codes:  linkwanctl explain"))
}

func unknownExit(asked string) error {
	return usage(i18n.T("unknown exit code %s", asked), i18n.T("list the exit codes:  linkwanctl help exit-codes"))
}

// laterNames are the later codes that replace a code.
func laterNames(code string) []string {
	var names []string
	for _, later := range api.LaterCodes() {
		if slices.Contains(later[1:], code) {
			names = append(names, later[0])
		}
	}
	return names
}
